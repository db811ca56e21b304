import type { AgentMessage, BuildRun, Run } from '#libs/contracts';
import type { ModelPrompt } from '#libs/llm';
import type { AgentDefinition } from '../catalogue/agent-catalogue.js';
import { toFiles } from '../prompting/to-files.js';
import { escape } from '../prompting/to-prompt.js';
import type { Workspace } from '../workspace/workspace.js';

const dates = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeZone: 'UTC' });
/** Of what other agents have said: the newest. */
const mostMessages = 30;
const longestMessage = 4_000;

/**
 * What an agent of a build is sent: its rules and itself, which are cached, then the state of the build as data, and last
 * its task. No file and no message ever stands in the system prompt.
 */
export function toBuildPrompt(
  { system }: AgentDefinition,
  run: Run,
  build: BuildRun,
  workspace: Workspace,
  now: Date,
): ModelPrompt {
  const texts = [
    toContext(run, build, now),
    toListing(workspace),
    ...(build.messages.length > 0 ? [toMessages(build.messages)] : []),
    run.task.toWellFormed(),
  ];
  const files = toFiles(run.attachments);
  return { system, turns: [{ role: 'user', texts, ...(files.length > 0 && { files }) }] };
}

function toContext({ language }: Run, { phase, revision, writes }: BuildRun, now: Date): string {
  const lines = [`Today: ${dates.format(now)} (UTC).`];
  if (/^[a-z]{2,3}$/.test(language)) lines.push(`Language of the person, for all that people will read: ${language}.`);
  if (phase) lines.push(`Phase of the build: ${escape(phase).slice(0, 64)}, revision ${revision}.`);
  lines.push(
    writes.length > 0
      ? `Files that you may write: ${escape(writes.join(', ')).slice(0, 1_000)}.`
      : 'You may write no files.',
  );
  return `<context>\n${lines.join('\n')}\n</context>`;
}

function toListing(workspace: Workspace): string {
  const lines = workspace.manifest().map(({ path, size }) => `${path} (${size} bytes)`);
  return `<workspace>\n${lines.join('\n') || 'No files yet.'}\n</workspace>`;
}

/** Names and kinds are made of letters, so that nothing in them can end the element. */
function toMessages(messages: readonly AgentMessage[]): string {
  const parts = messages.slice(-mostMessages).map(({ from, kind, text }) => {
    const said = escape(text).slice(0, longestMessage);
    return `<message from="${toWord(from)}" kind="${toWord(kind)}">\n${said}\n</message>`;
  });
  return `<messages>\n${parts.join('\n')}\n</messages>`;
}

const toWord = (text: string): string => text.replace(/[^a-zA-Z0-9_-]/g, '').slice(0, 64);
