import { Injectable } from '@nestjs/common';
import type { InboundMessage } from '#libs/contracts';
import type { TurnRow } from '../turns/turn-row.js';
import type { BuiltTurn } from './built-turn.js';
import { combineMessages } from './combine-messages.js';

/** Makes of a turn's messages what understanding and answering work with. */
@Injectable()
export class TurnBuilder {
  /** @param messages oldest first */
  async build(_row: TurnRow, messages: readonly InboundMessage[]): Promise<BuiltTurn> {
    const tapped = messages.findLast(({ content }) => content?.$case === 'reply')?.content;
    return {
      ...combineMessages(messages),
      replyId: tapped?.$case === 'reply' ? tapped.value.replyId : '',
      attachments: [],
    };
  }
}
