import { Icon, type IconName } from '../display/icon.js';
import { Moment } from '../display/moment.js';
import { useWords } from '../texts/use-words.js';
import type { DeliveryView } from '../wire/console-contract.js';

const icons: Record<string, IconName> = {
  pending: 'pending',
  sending: 'pending',
  accepted: 'sent',
  sent: 'sent',
  delivered: 'delivered',
  read: 'delivered',
  failed: 'failed',
  unknown: 'unknown',
  parked: 'parked',
  cancelled: 'close',
};

/** What needs more than a tick: it is said in words, with the reason. */
const PROBLEMS = new Set(['failed', 'unknown', 'parked', 'cancelled']);

/** The foot of what was sent: the time, and how far it got. */
export function Delivery({ at, delivery }: { at: string | null; delivery: DeliveryView | null }) {
  const { wordFor } = useWords();
  const state = delivery?.state ?? 'none';
  const icon = icons[state];
  return (
    <>
      <p className="bubble-foot">
        <Moment at={at} />
        {icon && (
          <span className="tick" data-tick={state} data-testid="tick" title={wordFor('delivery', state)}>
            <Icon name={icon} size={16} />
            <span className="hidden">{wordFor('delivery', state)}</span>
          </span>
        )}
      </p>
      {delivery && PROBLEMS.has(state) && <Problem delivery={delivery} />}
    </>
  );
}

function Problem({ delivery: { state, error, errorCode } }: { delivery: DeliveryView }) {
  const { wordFor } = useWords();
  const because = wordFor('delivery.because', errorCode > 0 ? `${errorCode}` : error);
  const reason = because === `${errorCode}` ? error : because;
  return (
    <p className="bubble-note" data-tick={state} data-testid="delivery-problem">
      <span>
        {wordFor('delivery', state)}
        {reason && `: ${reason}`}
        {errorCode > 0 && <span className="code"> {errorCode}</span>}
      </span>
    </p>
  );
}
