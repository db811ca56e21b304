import { Controller, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Businesses } from '../business.js';
import { ReadMarksService } from '../chats/read-marks.service.js';
import { bodyOf, type GraphCall, type GraphResult } from './door/graph-call.js';
import { GraphDoor } from './door/graph-door.service.js';
import { GraphError, objectMissing } from './door/graph-error.js';
import { GRAPH_PATH } from './graph-path.js';
import { MessagesService } from './sending/messages.service.js';
import { validateReadMark } from './validation/validate-read-mark.js';

/** Sends and read marks, which share a path: the body tells them apart. */
@Controller(GRAPH_PATH)
export class MessagesController {
  constructor(
    private readonly businesses: Businesses,
    private readonly door: GraphDoor,
    private readonly messages: MessagesService,
    private readonly readMarks: ReadMarksService,
  ) {}

  @Post(':phoneNumberId/messages')
  @HttpCode(200)
  post(
    @Param('phoneNumberId') phoneNumberId: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): unknown {
    const call: GraphCall = { endpoint: 'messages', request, reply };
    const isReadMark = bodyOf(call)['status'] !== undefined;
    if (isReadMark) call.endpoint = 'read';
    return this.door.serve(call, () => {
      const business = this.businesses.find(phoneNumberId);
      if (!business) return objectMissing(phoneNumberId, 'POST');
      return isReadMark ? this.markRead(bodyOf(call)) : this.messages.send(business, request.body);
    });
  }

  private markRead(body: Record<string, unknown>): GraphResult {
    const mark = validateReadMark(body);
    if (mark instanceof GraphError) return mark;
    if (this.readMarks.mark(mark.messageId, mark.isTyping)) return { success: true };
    return new GraphError(100, 'Param message_id is a message of the business.');
  }
}
