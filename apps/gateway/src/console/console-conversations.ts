import { Inject, Injectable } from '@nestjs/common';
import type { Conversation, TranscriptEntry } from '#libs/contracts';
import { AppError } from '#libs/errors';
import type { ConversationPage, ConversationView, EntryView, Transcript } from './console-views.js';
import * as schema from './console.schema.js';
import { ConversationsClient } from './conversations.client.js';
import { DeliveriesClient } from './deliveries.client.js';
import { toConversationView } from './to-conversation-view.js';
import { deliveryKeysOf, toEntryView } from './to-entry-view.js';

const TRANSCRIPT_PAGE = 50;

/** What an operator can see and do; every argument is checked here, and who they are comes from their session. */
@Injectable()
export class ConsoleConversations {
  constructor(
    @Inject(ConversationsClient) private readonly client: ConversationsClient,
    @Inject(DeliveriesClient) private readonly deliveries: DeliveriesClient,
  ) {}

  async search(body: unknown): Promise<ConversationPage> {
    const { conversations, nextPageToken } = await this.client.grpc.call(
      'listConversations',
      schema.parse(schema.search, body),
    );
    return { conversations: conversations.map(toConversationView), nextPageToken };
  }

  async open(params: unknown, query: unknown): Promise<Transcript> {
    const { id: conversationId } = schema.parse(schema.onConversation, params);
    const { before: pageToken } = schema.parse(schema.page, query);
    const request = { conversationId, pageSize: TRANSCRIPT_PAGE, pageToken };
    const { conversation, entries, previousPageToken } = await this.client.grpc.call('getConversation', request);
    const deliveries = await this.deliveries.find(deliveryKeysOf(entries));
    const views = entries.map((entry) => toEntryView(entry, deliveries ?? new Map()));
    return {
      conversation: viewOf(conversation),
      entries: views.filter((view) => view !== undefined),
      previousPageToken,
      knowsDeliveries: deliveries !== undefined,
    };
  }

  async takeOver(operator: string, params: unknown, body: unknown): Promise<ConversationView> {
    const { id: conversationId } = schema.parse(schema.onConversation, params);
    const given = schema.parse(schema.takeOver, body);
    const { conversation } = await this.client.grpc.call('takeOver', { conversationId, operator, ...given });
    return viewOf(conversation);
  }

  async handBack(operator: string, params: unknown, body: unknown): Promise<ConversationView> {
    const { id: conversationId } = schema.parse(schema.onConversation, params);
    const given = schema.parse(schema.handBack, body);
    const { conversation } = await this.client.grpc.call('handBack', { conversationId, operator, ...given });
    return viewOf(conversation);
  }

  async answer(operator: string, params: unknown, body: unknown): Promise<EntryView> {
    const { id: conversationId } = schema.parse(schema.onConversation, params);
    const given = schema.parse(schema.answer, body);
    const { entry } = await this.client.grpc.call('sendAsHuman', { conversationId, operator, ...given });
    return entryOf(entry);
  }

  async markSeen(params: unknown): Promise<void> {
    const { id: conversationId } = schema.parse(schema.onConversation, params);
    await this.client.grpc.call('markSeen', { conversationId });
  }

  async erase(operator: string, params: unknown, body: unknown): Promise<{ erased: number }> {
    const { id: conversationId } = schema.parse(schema.onConversation, params);
    schema.parse(schema.erase, body);
    const { erased } = await this.client.grpc.call('erase', { conversationId, requestedBy: operator });
    return { erased };
  }

  async replay(params: unknown): Promise<{ isReplayed: boolean }> {
    const { id } = schema.parse(schema.onTurn, params);
    const { replayedTurnIds } = await this.client.grpc.call('replayTurns', { turnIds: [id] });
    return { isReplayed: replayedTurnIds.includes(id) };
  }
}

function viewOf(conversation: Conversation | undefined): ConversationView {
  if (!conversation) throw new AppError('INTERNAL', { message: 'an answer without its conversation' });
  return toConversationView(conversation);
}

function entryOf(entry: TranscriptEntry | undefined): EntryView {
  const view = entry && toEntryView(entry, new Map());
  if (!view) throw new AppError('INTERNAL', { message: 'an answer without its entry' });
  return view;
}
