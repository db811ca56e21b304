import { isMap, isNode, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import type { FileProblem, Path, Problem } from './problem.js';

/** A YAML text that knows where everything in it stands. */
export class YamlSource {
  private readonly counter = new LineCounter();
  private readonly document;

  constructor(
    readonly file: string,
    private readonly text: string,
  ) {
    this.document = parseDocument(text, { lineCounter: this.counter });
  }

  /** What keeps it from being read at all, such as a tab or the same field twice. */
  get mistakes(): FileProblem[] {
    return this.document.errors.map(({ message, linePos }) => ({
      file: this.file,
      line: linePos?.[0].line ?? 1,
      column: linePos?.[0].col ?? 1,
      message: message.split('\n')[0]!.replace(/ at line \d+, column \d+:?$/, ''),
    }));
  }

  get value(): unknown {
    const value: unknown = this.document.toJS({ maxAliasCount: 100 });
    return value;
  }

  /** Where a value stands, or what stands around it when it is not written down. */
  locate({ path, message, words, isField }: Problem): FileProblem {
    const offset = (isField ? this.fieldAt(path) : undefined) ?? this.offsetOf(path, words);
    const { line, col } = this.counter.linePos(offset);
    return { file: this.file, line: Math.max(line, 1), column: Math.max(col, 1), message };
  }

  private offsetOf(path: Path, words: string | undefined): number {
    const node = this.nodeAt(path);
    if (!node?.range) return path.length === 0 ? 0 : this.offsetOf(path.slice(0, -1), undefined);
    const [start, end] = node.range;
    const found = words === undefined ? -1 : this.text.indexOf(words, start);
    return found >= 0 && found < end ? found : start;
  }

  private fieldAt(path: Path): number | undefined {
    const parent = this.nodeAt(path.slice(0, -1));
    if (!isMap(parent)) return undefined;
    const key = parent.items.find((pair) => isScalar(pair.key) && pair.key.value === path.at(-1))?.key;
    return isNode(key) ? key.range?.[0] : undefined;
  }

  private nodeAt(path: Path): Node | undefined {
    let node: unknown = this.document.contents;
    for (const step of path) node = isMap(node) || isSeq(node) ? node.get(step, true) : undefined;
    return isNode(node) ? node : undefined;
  }
}
