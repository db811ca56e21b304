import { isObject, type JsonObject } from '../../wire/message-request.js';
import { parseJson } from '../../replies/parse-json.js';
import type { Step } from '../../replies/conversation.js';
import { type Brief, type SiteKind } from '../brief/brief.js';
import { readBrief } from '../brief/read-brief.js';
import type { Task } from './read-task.js';

export interface Call {
  name: string;
  input: JsonObject;
}

/** What an agent does next: a word on it, and tools to use at once; without tools it has finished. */
export interface Move {
  say: string;
  calls: Call[];
}

/** Where an agent works: its task, the tools that it was given, and what it has done with them so far. */
export class Desk {
  readonly brief: Brief;
  private readonly contents = new Map<string, string>();

  constructor(
    readonly task: Task,
    readonly tools: ReadonlySet<string>,
    readonly steps: readonly Step[],
    /** Tokens that one answer may have. */
    readonly room: number,
  ) {
    const brief = readBrief(task.request, task.language);
    const kind = planOf(task)?.kind;
    this.brief = isKind(kind) ? { ...brief, kind } : brief;
    for (const step of steps) this.note(step);
  }

  /** Text of a file as it is now, as far as this agent has seen it. */
  read(path: string): string | undefined {
    return this.contents.get(path);
  }

  readJson(path: string): unknown {
    return parseJson(this.contents.get(path) ?? '');
  }

  /** Files that are there; undefined as long as nobody has said. */
  files(): string[] | undefined {
    const listed = this.steps.findLast(({ name, isError }) => name === 'list_files' && !isError)?.result;
    const files =
      this.task.files ?? (isObject(listed) && Array.isArray(listed.files) ? listed.files.map(pathOf) : undefined);
    return files && [...new Set([...files, ...this.contents.keys()])];
  }

  /** Whether a file may be written; where nothing is said of it, it may. */
  mayWrite(path: string): boolean {
    const { writes } = this.task;
    return !writes || writes.some((glob) => matches(glob, path));
  }

  attempts(name: string, path?: string): Step[] {
    return this.steps.filter((step) => step.name === name && (path === undefined || step.input.path === path));
  }

  private note({ name, input, result, isError }: Step): void {
    const { path, content, find, replace } = input;
    if (isError || typeof path !== 'string') return;
    if (name === 'read_file') this.contents.set(path, textOf(result));
    if (name === 'write_file' && typeof content === 'string') this.contents.set(path, content);
    const before = this.contents.get(path);
    if (name === 'patch_file' && before !== undefined)
      this.contents.set(
        path,
        before.replace(String(find), () => String(replace)),
      );
    if (name === 'delete_file') this.contents.delete(path);
  }
}

/** Files come as `{path, content}` or as their bare text; a file that is JSON itself was parsed on the way. */
function textOf(result: unknown): string {
  if (typeof result === 'string') return result;
  if (isObject(result) && typeof result.content === 'string') return result.content;
  return JSON.stringify(result, null, 2);
}

const pathOf = (file: unknown): string => (isObject(file) ? String(file.path) : String(file));

/** `*` within a folder, `**` through folders. */
function matches(glob: string, path: string): boolean {
  const pattern = glob
    .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
    .replace(/\*\*\/?|\*/g, (star) => (star === '*' ? '[^/]*' : '.*'));
  return new RegExp(`^${pattern}$`).test(path);
}

const kinds: readonly SiteKind[] = ['landing', 'app', 'calculator', 'menu', 'portfolio', 'other'];
const isKind = (value: unknown): value is SiteKind => kinds.some((kind) => kind === value);

/** What the planner said, as a whole or field by field. */
export function planOf({ values }: Task): { kind?: unknown; title?: unknown } | undefined {
  for (const [name, value] of values) {
    if (!name.startsWith('outputs.')) continue;
    if (isObject(value) && isKind(value.kind)) return value;
    if (name.endsWith('.kind')) return { kind: value, title: values.get(name.replace(/kind$/, 'title')) };
  }
  return undefined;
}
