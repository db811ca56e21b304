import { useBuildWords } from '../../texts/use-build-words.js';

const MOST_FIELDS = 30;

/** What a phase gave, field by field: agents name their fields, so that they are shown as they are. */
export function PhaseResult({ output }: { output: Record<string, unknown> | null }) {
  const { t } = useBuildWords();
  const fields = Object.entries(output ?? {}).filter(([, value]) => !isEmpty(value));
  if (fields.length === 0) return null;
  return (
    <>
      <h3>{t('phase.result')}</h3>
      <dl className="result" data-testid="result">
        {fields.slice(0, MOST_FIELDS).map(([name, value]) => (
          <div key={name}>
            <dt>{name.replaceAll('_', ' ')}</dt>
            <dd>
              <Value value={value} />
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}

const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

function Value({ value }: { value: unknown }) {
  const { t } = useBuildWords();
  if (typeof value === 'string') return isColour(value) ? <Colour value={value} /> : value;
  if (typeof value === 'number') return `${value}`;
  if (typeof value === 'boolean') return t(value ? 'phase.yes' : 'phase.no');
  if (Array.isArray(value)) {
    return (
      <ul className="bullets">
        {value.slice(0, MOST_FIELDS).map((item: unknown, index) => (
          <li key={index}>
            <Value value={item} />
          </li>
        ))}
      </ul>
    );
  }
  return Object.entries(value ?? {})
    .slice(0, MOST_FIELDS)
    .map(([name, field]) => (
      <span key={name} className="subfield">
        <span className="soft">{name.replaceAll('_', ' ')}</span> <Value value={field as unknown} />
      </span>
    ));
}

const isColour = (text: string): boolean => /^#[0-9a-f]{6}$/i.test(text);

function Colour({ value }: { value: string }) {
  return (
    <span className="colour">
      <span className="swatch" style={{ background: value }} aria-hidden="true" />
      <span className="code">{value}</span>
    </span>
  );
}
