import { isNode, LineCounter, parseDocument } from 'yaml';
import { type Business, type BusinessFile, businessSchema } from '../business/business.schema.js';
import { ImportError, type Problem } from './import-report.js';

const file = 'business.yaml';

export interface ReadBusiness {
  /** As it is stored. */
  source: BusinessFile;
  business: Business;
}

/** @throws ImportError with every mistake, each with its line */
export function readBusiness(text: string): ReadBusiness {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter });
  const broken = document.errors.map(({ message, linePos }): Problem => ({
    file,
    line: linePos?.[0].line ?? 1,
    column: '',
    reason: message.split('\n')[0]!,
  }));
  if (broken.length > 0) throw new ImportError(broken);
  const source: unknown = document.toJS({ maxAliasCount: 100 });
  const parsed = businessSchema.safeParse(source);
  if (parsed.success) return { source: source as BusinessFile, business: parsed.data };
  /** Of the value, or of the nearest thing around it that is written down. */
  const lineOf = (path: readonly PropertyKey[]): number => {
    const node = document.getIn(path, true);
    if (isNode(node) && node.range) return counter.linePos(node.range[0]).line;
    return path.length === 0 ? 1 : lineOf(path.slice(0, -1));
  };
  throw new ImportError(
    parsed.error.issues.map(({ path, message, code, ...issue }) => ({
      file,
      line: lineOf(path),
      column: path.join('.'),
      reason: code === 'unrecognized_keys' && 'keys' in issue ? `does not know ${issue.keys.join(', ')}` : message,
    })),
  );
}
