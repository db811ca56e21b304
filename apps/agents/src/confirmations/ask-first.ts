import { Inject, Injectable } from '@nestjs/common';
import type { ReplyPart } from '#libs/contracts';
import type { Question, Tool, ToolContext, ToolResult } from '../tools/tool.js';
import { buttonIds } from './confirmation-id.js';
import { confirmationText } from './confirmation-text.js';
import { confirmationMinutes, ConfirmationsRepository } from './confirmations.repository.js';

const longestQuestion = 1_000;

/** Asks the person, by button, instead of running the tool. */
@Injectable()
export class AskFirst {
  constructor(@Inject(ConfirmationsRepository) private readonly confirmations: ConfirmationsRepository) {}

  /** @throws ToolError when the tool has nothing to confirm */
  async ask(agent: string, tool: Tool, input: Record<string, unknown>, context: ToolContext): Promise<ToolResult> {
    const asked = await tool.summarise!(input, context);
    const { text, bound = {} }: Question = typeof asked === 'string' ? { text: asked } : asked;
    const question = text.slice(0, longestQuestion).toWellFormed();
    const { id, summary } = await this.confirmations.ask(agent, tool.name, { input, bound }, question, context);
    return {
      content: {
        status: 'awaiting_confirmation',
        asked: summary,
        note: `Nothing has happened yet. The person sees this question with two buttons under your words, for ${confirmationMinutes} minutes. Do not repeat the question and do not say that it is done.`,
      },
      parts: [toButtons(agent, id, summary, context)],
      slots: { slotsJson: '', phase: `confirm.${tool.name}`, openQuestion: 'confirmation' },
    };
  }
}

function toButtons(agent: string, id: string, body: string, { language }: ToolContext): ReplyPart {
  const { confirm, decline } = buttonIds(agent, id);
  const choices = [
    { id: confirm, title: confirmationText('confirm', language), description: '' },
    { id: decline, title: confirmationText('decline', language), description: '' },
  ];
  return { content: { $case: 'buttons', value: { body, choices } } };
}
