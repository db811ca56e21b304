import { hash } from 'node:crypto';
import { type Block, type MessageRequest, toBlocks } from '../wire/message-request.js';

export interface ThinkingSignature {
  line: string;
  /** Length of the thinking text that was signed. */
  thinking: number;
  prefix: string;
}

export const writeSignature = ({ line, thinking, prefix }: ThinkingSignature): string =>
  `emu.${line}.${thinking}.${prefix}`;

export function readSignature(signature: string): ThinkingSignature | undefined {
  const match = /^emu\.([a-z]+)\.(\d+)\.([\w-]+)$/.exec(signature);
  return match ? { line: match[1]!, thinking: Number(match[2]), prefix: match[3]! } : undefined;
}

/** Hash of tools, system prompt and the first `messageCount` messages; cache marks do not count. */
export function signPrefix({ tools, system, messages }: MessageRequest, messageCount = messages.length): string {
  let prefix = tools ? JSON.stringify(tools.map(withoutMark)) : '';
  for (const block of toBlocks(system ?? [])) prefix += canonical(block);
  for (let index = 0; index < messageCount; index++) {
    const { role, content } = messages[index]!;
    prefix += `\n${role}\n`;
    if (typeof content === 'string') prefix += content;
    else for (const block of content) prefix += canonical(block);
  }
  return hash('sha1', prefix, 'base64url');
}

/** A block as text, equal for equal content: the short form of a text and its block count the same. */
export const canonical = (block: Block): string =>
  block.type === 'text' ? block.text! : JSON.stringify(withoutMark(block));

const withoutMark = <T extends { cache_control?: unknown }>(block: T): T => ({ ...block, cache_control: undefined });
