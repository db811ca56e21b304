import { Body, Controller, HttpCode, Inject, Param, Post, UseInterceptors } from '@nestjs/common';
import { BUSINESS, type Business } from '../business.js';
import { ReadMarksService } from '../chats/read-marks.service.js';
import { GraphCallInterceptor, GraphEndpoint } from './graph-call.interceptor.js';
import { GraphError, objectMissing } from './graph-error.js';
import { GRAPH_PATH } from './graph-path.js';
import { MessagesService, type SendAnswer } from './messages.service.js';
import { validateReadMark } from './validation/validate-read-mark.js';
import { isObject } from './validation/checks.js';

@Controller(GRAPH_PATH)
@UseInterceptors(GraphCallInterceptor)
export class MessagesController {
  constructor(
    @Inject(BUSINESS) private readonly business: Business,
    private readonly messages: MessagesService,
    private readonly readMarks: ReadMarksService,
  ) {}

  @Post(':phoneNumberId/messages')
  @HttpCode(200)
  @GraphEndpoint('messages')
  post(
    @Param('phoneNumberId') phoneNumberId: string,
    @Body() body: unknown,
  ): SendAnswer | { success: true } | GraphError {
    if (phoneNumberId !== this.business.phoneNumberId) return objectMissing(phoneNumberId, 'POST');
    return isObject(body) && body['status'] !== undefined ? this.markRead(body) : this.messages.send(body);
  }

  private markRead(body: Record<string, unknown>): { success: true } | GraphError {
    const mark = validateReadMark(body);
    if (mark instanceof GraphError) return mark;
    if (!this.readMarks.mark(mark.messageId, mark.isTyping)) {
      return new GraphError(100, 'Param message_id is a message of the business.');
    }
    return { success: true };
  }
}
