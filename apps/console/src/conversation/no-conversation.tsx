import { Trans, useTranslation } from 'react-i18next';
import { Notice } from '../display/notice.js';

export function NoConversation() {
  const { t } = useTranslation();
  const keys = [<kbd key="j" />, <kbd key="k" />, <kbd key="Enter" />, <kbd key="?" />];
  return (
    <Notice
      icon="inbox"
      title={t('conversation.none')}
      hint={<Trans i18nKey="conversation.noneHint" components={keys} />}
    />
  );
}
