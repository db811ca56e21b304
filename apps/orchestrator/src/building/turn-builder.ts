import { Inject, Injectable } from '@nestjs/common';
import { type InboundMessage, type Media } from '#libs/contracts';
import { type MediaUse, useOf } from '../media/media-use.js';
import { MediaReader, type ReadFile } from '../media/media-reader.service.js';
import type { TurnRow } from '../turns/turn-row.js';
import type { BuiltTurn, UnreadFile } from './built-turn.js';
import { collectAttachments, type FileOfTurn } from './collect-attachments.js';
import { combineMessages, heardOf } from './combine-messages.js';
import { describeContent } from './describe-content.js';
import { describeOrigin } from './describe-origin.js';
import { type QuotedMessage, Quotes } from './quotes.service.js';
import { screenMaterial } from './screen-material.js';

type Conversation = Pick<TurnRow, 'id' | 'phoneNumberId'>;

/** A message with what belongs to it, as far as it could be had. */
interface Gathered {
  message: InboundMessage;
  quoted?: QuotedMessage;
  media?: Media;
  file?: ReadFile;
}

/** Of a quoted message only what the model can look at is fetched once more. */
const isShown = (use: MediaUse): boolean => use === 'picture' || use === 'pdf';

/**
 * Makes of a turn's messages what understanding and answering work with. Words alone need nothing but themselves; only turns
 * with files or quotes ask anybody.
 */
@Injectable()
export class TurnBuilder {
  constructor(
    @Inject(MediaReader) private readonly reader: MediaReader,
    @Inject(Quotes) private readonly quotes: Quotes,
  ) {}

  /**
   * @param messages oldest first
   * @param options areFilesRefused: the model has refused them, so they are as damaged as any other that cannot be read
   * @throws AppError when the turn is to be tried again; what is wrong with one file or quote costs only that
   */
  async build(
    row: Conversation,
    messages: readonly InboundMessage[],
    { areFilesRefused = false } = {},
  ): Promise<BuiltTurn> {
    const combined = combineMessages(messages);
    const heard = heardOf(messages);
    const parts = heard.some(needsGathering)
      ? await Promise.all(heard.map((message) => this.gather(row, message)))
      : heard.map((message): Gathered => ({ message }));
    const judge = areFilesRefused ? toDamaged : (entry: FileOfTurn) => entry;
    const { attachments, files } = collectAttachments(parts.flatMap(fileOf).map(judge));
    let next = 0;
    const described = parts.map(({ message, quoted, file }) => {
      const judged = file && files[next++]!.file;
      const { words, task } = describeContent(message, judged);
      return { words, task: [...describeOrigin(message, quoted), task].filter(Boolean).join('\n') };
    });
    const quoted = parts.findLast((part) => part.quoted)?.quoted;
    const quotedFiles = attachments.length > 0 ? [] : (await this.quotedFiles(parts)).map(judge);
    return {
      ...combined,
      suspicions: [...new Set([...combined.suspicions, ...parts.flatMap(screenMaterial)])],
      text: join(described.map(({ words }) => words)),
      task: join(described.map(({ task }) => task)),
      replyId: replyIdOf(heard),
      quoted: quoted && { text: quoted.text, agent: quoted.agent, build: quoted.build },
      asksAboutProduct: heard.some(({ context }) => context?.referredProduct),
      attachments: [...collectAttachments(quotedFiles).attachments, ...attachments],
      unread: [...files, ...(areFilesRefused ? quotedFiles : [])].flatMap(unreadOf),
    };
  }

  private async gather({ id, phoneNumberId }: Conversation, message: InboundMessage): Promise<Gathered> {
    const quotedId = message.context?.quotedId;
    const media = message.content?.$case === 'media' ? message.content.value : undefined;
    const [quoted, file] = await Promise.all([
      quotedId ? this.quotes.find({ conversationId: id, phoneNumberId, messageId: quotedId }) : undefined,
      media && this.reader.read(message, media),
    ]);
    return { message, quoted, media, file };
  }

  /** "What does this cost?" under their own photo of yesterday: the photo comes along. */
  private async quotedFiles(parts: Gathered[]): Promise<FileOfTurn[]> {
    const shown = parts.flatMap(({ quoted }) => {
      const message = quoted?.message;
      const media = message?.content?.$case === 'media' ? message.content.value : undefined;
      return message && media && isShown(useOf(media)) ? [{ message, media }] : [];
    });
    return Promise.all(
      shown.map(async ({ message, media }) => ({ media, file: await this.reader.read(message, media) })),
    );
  }
}

const needsGathering = ({ content, context }: InboundMessage): boolean =>
  content?.$case === 'media' || Boolean(context?.quotedId);

const fileOf = ({ media, file }: Gathered): FileOfTurn[] => (media && file ? [{ media, file }] : []);

const toDamaged = ({ media, file }: FileOfTurn): FileOfTurn => ({
  media,
  file: file.kind === 'file' ? { kind: 'problem', problem: 'damaged' } : file,
});

const unreadOf = ({ media, file }: FileOfTurn): UnreadFile[] =>
  file.kind === 'problem' ? [{ kind: media.kind, filename: media.filename, problem: file.problem }] : [];

const join = (texts: string[]): string => texts.filter(Boolean).join('\n');

function replyIdOf(messages: readonly InboundMessage[]): string {
  const content = messages.findLast((message) => message.content?.$case === 'reply')?.content;
  return content?.$case === 'reply' ? content.value.replyId : '';
}
