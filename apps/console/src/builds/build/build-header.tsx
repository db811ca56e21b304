import { addressOf, closeBuild } from '../../app/route.js';
import { Icon } from '../../display/icon.js';
import { useBuildWords } from '../../texts/use-build-words.js';
import type { BuildView } from '../../wire/build-contract.js';
import { isOpen } from '../phases/phase-rules.js';
import { StateBadge } from '../phases/state-badge.js';
import { siteAddress } from '../site/site-address.js';

interface BuildHeaderProps {
  build: BuildView;
  onCancel: () => void;
}

/** What it is, how it stands, and the ways out of it: to its site and to the conversation that it came from. */
export function BuildHeader({ build, onCancel }: BuildHeaderProps) {
  const { t } = useBuildWords();
  const { title, request, state, workflow, conversationId, url } = build;
  const site = siteAddress(url);
  return (
    <header className="conversation-head build-head">
      <button type="button" className="icon-button only-narrow" onClick={closeBuild} aria-label={t('list.title')}>
        <Icon name="back" />
      </button>
      <div className="conversation-who">
        <h2>{title || t('build.untitled')}</h2>
        <p className="conversation-facts">
          <StateBadge of="build" state={state} />
          {workflow && <span className="build-workflow cut">{workflow}</span>}
        </p>
        <p className="build-request" title={request} dir="auto">
          {request}
        </p>
      </div>
      <div className="build-ways">
        {conversationId && (
          <a className="button" href={addressOf(conversationId)} data-testid="to-conversation">
            <Icon name="chat" size={16} /> <span className="send-word">{t('build.conversation')}</span>
          </a>
        )}
        {site && (
          <a className="button" href={site.href} target="_blank" rel="noreferrer" data-testid="to-site">
            <Icon name="external" size={16} /> <span className="send-word">{t('build.site')}</span>
          </a>
        )}
        {isOpen(build) && (
          <button type="button" className="button destructive-quiet" onClick={onCancel} data-testid="cancel">
            <Icon name="stop" size={16} /> <span className="send-word">{t('build.cancel')}</span>
          </button>
        )}
      </div>
    </header>
  );
}
