import { useTranslation } from 'react-i18next';
import { useRoute } from '../app/route.js';
import { Dialog } from '../display/dialog.js';

const EVERYWHERE = [
  ['c', 'conversations'],
  ['b', 'builds'],
  ['/', 'search'],
  ['Esc', 'escape'],
  ['?', 'help'],
] as const;

const CONVERSATIONS = [
  ['j', 'next'],
  ['k', 'previous'],
  ['Enter', 'open'],
  ['r', 'reply'],
  ['t', 'takeOver'],
  ['h', 'handBack'],
  ['i', 'details'],
] as const;

const BUILDS = [
  ['j', 'nextBuild'],
  ['k', 'previousBuild'],
  ['Enter', 'open'],
  ['r', 'refine'],
  ['v', 'phases'],
] as const;

export function HelpDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { area } = useRoute();
  const keys = [...(area === 'builds' ? BUILDS : CONVERSATIONS), ...EVERYWHERE];
  return (
    <Dialog title={t('keys.title')} onClose={onClose}>
      <dl className="keys">
        {keys.map(([key, name]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{t(`keys.${name}`)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
