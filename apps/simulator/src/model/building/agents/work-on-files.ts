import { countText } from '../../accounting/count-tokens.js';
import { findPatch } from './find-patch.js';
import type { Call, Desk, Move } from './desk.js';

/** Share of an answer that files may fill: the rest is for words and thoughts. */
const share = 0.8;

/** Reads what is there of these files and has not been read; nothing when all is known. */
export function lookAt(desk: Desk, paths: string[], say: string): Move | undefined {
  const files = desk.files();
  if (!files && desk.tools.has('list_files') && desk.attempts('list_files').length === 0) {
    return { say, calls: [{ name: 'list_files', input: {} }] };
  }
  if (!desk.tools.has('read_file')) return undefined;
  const wanted = paths.filter(
    (path) => files?.includes(path) && desk.read(path) === undefined && desk.attempts('read_file', path).length === 0,
  );
  return wanted.length > 0 ? { say, calls: wanted.map((path) => ({ name: 'read_file', input: { path } })) } : undefined;
}

/** Writes the next files that are not as they should be, as many as fit into an answer; a small change of a file is a patch. */
export function writeNext(
  desk: Desk,
  wanted: ReadonlyMap<string, string>,
  say: (paths: string[]) => string,
): Move | undefined {
  const calls: Call[] = [];
  let tokens = 0;
  for (const [path, content] of wanted) {
    if (desk.read(path) === content || wasRefused(desk, path)) continue;
    const call = toCall(desk, path, content);
    tokens += countText(JSON.stringify(call.input));
    if (calls.length > 0 && tokens > desk.room * share) break;
    calls.push(call);
  }
  return calls.length > 0 ? { say: say(calls.map(({ input }) => String(input.path))), calls } : undefined;
}

/** What was refused twice is let be. */
const wasRefused = (desk: Desk, path: string): boolean =>
  [...desk.attempts('write_file', path), ...desk.attempts('patch_file', path)].filter(({ isError }) => isError).length >
  1;

function toCall(desk: Desk, path: string, content: string): Call {
  const before = desk.read(path);
  const hasFailed = desk.attempts('patch_file', path).some(({ isError }) => isError);
  const patch =
    before === undefined || hasFailed || !desk.tools.has('patch_file') ? undefined : findPatch(before, content);
  return patch ? { name: 'patch_file', input: { path, ...patch } } : { name: 'write_file', input: { path, content } };
}

/** Hands in the result; once more, and no more than that, when it was refused. */
export function submit(desk: Desk, input: Call['input'], say: string): Move {
  const tries = desk.attempts('submit_result');
  const isDone = tries.length > 1 || tries.some(({ isError }) => !isError) || !desk.tools.has('submit_result');
  return { say, calls: isDone ? [] : [{ name: 'submit_result', input }] };
}
