import { Controller, Inject } from '@nestjs/common';
import type { Observable } from 'rxjs';
import { z } from 'zod';
import {
  ConversationFilter,
  ConversationService,
  type GetConversationRequest,
  type GetConversationResponse,
  type ListConversationsRequest,
  type ListConversationsResponse,
  type WatchConversationsRequest,
  type WatchConversationsResponse,
} from '#libs/contracts';
import { AppError } from '#libs/errors';
import { type GrpcHandlers, Serves } from '#libs/grpc';
import { ConversationListRepository } from './conversation-list.repository.js';
import { ConversationWatch } from './conversation-watch.js';
import { conversationId, pageSize, parseRequest } from './parse-request.js';
import { TranscriptRepository } from './transcript.repository.js';

const phoneNumberId = z.string().max(100);
const pageToken = z.string().max(600);
const listSchema = z.object({
  phoneNumberId,
  query: z.string().trim().max(200, 'expected at most 200 characters'),
  filter: z.enum(ConversationFilter),
  pageSize,
  pageToken,
});
const getSchema = z.object({ conversationId, pageSize, pageToken });
const watchSchema = z.object({ phoneNumberId });

/** What operators see. */
@Controller()
@Serves(ConversationService, 'listConversations', 'getConversation', 'watchConversations')
export class ConversationsController implements Pick<
  GrpcHandlers<typeof ConversationService>,
  'listConversations' | 'getConversation' | 'watchConversations'
> {
  constructor(
    @Inject(ConversationListRepository) private readonly conversations: ConversationListRepository,
    @Inject(TranscriptRepository) private readonly transcripts: TranscriptRepository,
    @Inject(ConversationWatch) private readonly watch: ConversationWatch,
  ) {}

  async listConversations(request: ListConversationsRequest): Promise<ListConversationsResponse> {
    return this.conversations.list(parseRequest(listSchema, request));
  }

  async getConversation(request: GetConversationRequest): Promise<GetConversationResponse> {
    const question = parseRequest(getSchema, request);
    const [[conversation], page] = await Promise.all([
      this.conversations.find([question.conversationId]),
      this.transcripts.read(question.conversationId, question.pageSize, question.pageToken),
    ]);
    if (!conversation) throw new AppError('NOT_FOUND', { message: 'no such conversation' });
    return { conversation, ...page };
  }

  watchConversations(request: WatchConversationsRequest): Observable<WatchConversationsResponse> {
    return this.watch.changes(parseRequest(watchSchema, request).phoneNumberId);
  }
}
