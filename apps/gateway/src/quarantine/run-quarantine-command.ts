import {
  type ListQuarantinedRequest,
  type ListQuarantinedResponse,
  type QuarantinedItem,
  type ReplayRequest,
  type ReplayResponse,
} from '#libs/contracts';

export interface Quarantine {
  list(request: ListQuarantinedRequest): Promise<ListQuarantinedResponse>;
  replay(request: ReplayRequest): Promise<ReplayResponse>;
}

const USAGE = `usage: npm run quarantine -- list [reason]
       npm run quarantine -- replay <id> …
       npm run quarantine -- replay all [reason]

GATEWAY_URL names the gateway, default 127.0.0.1:50051.`;

const PAGE = 100;
const COMMAND_LINE_MISTAKE = 64;

/** Lists or replays what was set aside; answers with the exit code: 1 when something was refused again. */
export async function runQuarantineCommand(
  [verb, ...args]: string[],
  quarantine: Quarantine,
  say: (line: string) => void,
): Promise<number> {
  if (verb === 'list') return list(quarantine, args[0], say);
  if (verb === 'replay' && args[0] === 'all') return replayAll(quarantine, args[1], say);
  if (verb === 'replay' && args.length > 0) return replay(quarantine, args, say);
  say(USAGE);
  return COMMAND_LINE_MISTAKE;
}

async function list(quarantine: Quarantine, reason: string | undefined, say: (line: string) => void): Promise<number> {
  let count = 0;
  for await (const items of pages(quarantine, reason))
    for (const { id, receivedAt, kind, reason: why, detail, attempts } of items) {
      count += 1;
      const tries = attempts > 0 ? `  refused ${attempts} times` : '';
      say(`${id}  ${receivedAt?.toISOString() ?? ''}  ${kind}  ${why}  ${detail}${tries}`);
    }
  if (count === 0) say('Nothing is waiting.');
  return 0;
}

async function replayAll(
  quarantine: Quarantine,
  reason: string | undefined,
  say: (line: string) => void,
): Promise<number> {
  const ids: string[] = [];
  for await (const items of pages(quarantine, reason)) ids.push(...items.map(({ id }) => id));
  return replay(quarantine, ids, say);
}

async function replay(quarantine: Quarantine, ids: string[], say: (line: string) => void): Promise<number> {
  let refused = 0;
  for (let from = 0; from < ids.length; from += PAGE) {
    const { outcomes } = await quarantine.replay({ ids: ids.slice(from, from + PAGE) });
    for (const { id, accepted, reason } of outcomes) say(`${id}  ${accepted ? 'accepted' : `refused: ${reason}`}`);
    refused += outcomes.filter(({ accepted }) => !accepted).length;
  }
  say(`${ids.length - refused} accepted, ${refused} refused`);
  return refused > 0 ? 1 : 0;
}

async function* pages(quarantine: Quarantine, reason = ''): AsyncGenerator<QuarantinedItem[]> {
  let afterId = '';
  for (;;) {
    const { items } = await quarantine.list({ limit: PAGE, includeReplayed: false, afterId, reason });
    if (items.length > 0) yield items;
    if (items.length < PAGE) return;
    afterId = items.at(-1)!.id;
  }
}
