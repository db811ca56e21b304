import { Injectable } from '@nestjs/common';
import { countText } from '../accounting/count-tokens.js';
import { PromptCacheService } from '../accounting/prompt-cache.service.js';
import { signPrefix, writeSignature } from '../accounting/thinking-signature.js';
import type { Effort, EmulatedModel } from '../catalogue/emulated-models.js';
import { ModelSettings } from '../model-settings.js';
import { answerAsAgent, playAgent } from '../building/play-agent.js';
import { chooseSlot, isSlotSchema } from '../routing/choose-slot.js';
import type { FaultKind } from '../scripting/fault-kinds.js';
import type { Script } from '../scripting/script.schema.js';
import { type Plan, planCall } from '../tools/plan-call.js';
import { callable, chooseTool } from '../tools/choose-tool.js';
import { toToolkit } from '../tools/match-tools.js';
import { type FillHints, fillSchema } from '../tools/fill-schema.js';
import { type AnswerBlock, type Message, textBlock, type ThinkingBlock, type ToolUseBlock } from '../wire/message.js';
import type { MessageRequest } from '../wire/message-request.js';
import { phraseNews } from '../phrasing/phrase-news.js';
import { phraseSteps } from '../phrasing/phrase-steps.js';
import { composeText } from './compose-text.js';
import { type Conversation, toConversation } from './conversation.js';
import { limitAnswer } from './limit-answer.js';
import { isToSummarise, summarise } from './summarise.js';
import { spoilAnswer } from './spoil-answer.js';

const thinkingTokens: Record<Effort, number> = { low: 40, medium: 120, high: 300, xhigh: 600, max: 1_000 };
/** Points that a tool without a known purpose needs beside tools that have one. */
const clearly = 4;
const processTag = Date.now().toString(36);

/** Composes the answer to a valid request: scripted, a structured output, a tool call, or a text for a person. */
@Injectable()
export class AnswerService {
  private count = 0;

  constructor(
    private readonly settings: ModelSettings,
    private readonly cache: PromptCacheService,
  ) {}

  answer(request: MessageRequest, model: EmulatedModel, script?: Script['reply'], fault?: FaultKind): Message {
    const number = (++this.count).toString(36);
    const use = this.cache.account(request, model);
    const blocks = request.max_tokens === 0 ? [] : this.compose(request, script, number);
    const thinking = this.think(request, model);
    const thought = thinking ? thinkingTokens[request.output_config?.effort ?? model.defaultEffort] : 0;
    const stop = script?.stopReason ?? (blocks.some(({ type }) => type === 'tool_use') ? 'tool_use' : 'end_turn');
    const message: Message = {
      id: `msg_emu_${processTag}_${number}`,
      type: 'message',
      role: 'assistant',
      model: request.model,
      container: null,
      diagnostics: request.diagnostics ? { cache_miss_reason: { type: 'unavailable' } } : null,
      content: thinking && request.max_tokens > 0 ? [thinking, ...blocks] : blocks,
      stop_reason: stop,
      stop_sequence: null,
      stop_details: null,
      usage: {
        input_tokens: use.input,
        output_tokens: thought,
        cache_creation_input_tokens: use.created5m + use.created1h,
        cache_read_input_tokens: use.read,
        cache_creation: { ephemeral_5m_input_tokens: use.created5m, ephemeral_1h_input_tokens: use.created1h },
        output_tokens_details: { thinking_tokens: thought },
        server_tool_use: null,
        service_tier: 'standard',
        speed: 'standard',
        inference_geo: null,
      },
    };
    const spoiled = fault ? spoilAnswer(message, fault) : message;
    return fault === 'long' ? countOutput(spoiled) : limitAnswer(countOutput(spoiled), request);
  }

  private compose(request: MessageRequest, script: Script['reply'] | undefined, number: string): AnswerBlock[] {
    if (script) return scripted(script, number);
    const move = playAgent(request);
    if (move) {
      const calls = move.calls.map(({ name, input }, index) => toolUse(name, input, `${number}_${index}`));
      return [textBlock(move.say), ...calls];
    }
    const conversation = toConversation(request);
    const hints = { text: conversation.text, language: conversation.language, nowMs: this.settings.nowMs() };
    if (isToSummarise(conversation.text)) return [textBlock(summarise(conversation.text))];
    const news = phraseNews(conversation);
    if (news && conversation.steps.length === 0) return [textBlock(news)];
    const call = this.chooseCall(request, conversation, hints);
    if (call?.question !== undefined) return [textBlock(call.question)];
    if (call) return [toolUse(call.name, call.input, `${number}_0`)];
    if (conversation.steps.length > 0) return [textBlock(phraseSteps(conversation))];
    const format = request.output_config?.format;
    if (format) {
      const result = answerAsAgent(request);
      if (result) return [textBlock(JSON.stringify(result))];
      const fill = isSlotSchema(format.schema)
        ? chooseSlot(request, format.schema, hints)
        : fillSchema(format.schema, hints);
      return [textBlock(JSON.stringify(fill))];
    }
    return [textBlock(composeText(conversation, this.settings.nowMs()))];
  }

  /** A forced tool, what the person wants, or what their words come closest to. */
  private chooseCall(request: MessageRequest, conversation: Conversation, hints: FillHints): Plan | undefined {
    const { tools = [], tool_choice: choice } = request;
    const offered = callable(tools);
    if (offered.length === 0 || choice?.type === 'none') return undefined;
    const planned = choice?.type === 'tool' ? undefined : planCall(offered, conversation, hints.nowMs);
    if (planned || conversation.steps.length > 0) return planned;
    const kit = new Set([...toToolkit(offered).values()]);
    const others = choice?.type === 'auto' || !choice ? offered.filter((tool) => !kit.has(tool)) : offered;
    const tool = chooseTool(others, choice, conversation.plain, kit.size > 0 ? clearly : 1);
    return tool && { name: tool.name, input: fillSchema(tool.input_schema!, hints) };
  }

  private think(request: MessageRequest, model: EmulatedModel): ThinkingBlock | undefined {
    const type = request.thinking?.type ?? (model.thinksByDefault ? 'adaptive' : 'disabled');
    const isForced = request.tool_choice?.type === 'any' || request.tool_choice?.type === 'tool';
    if (type === 'disabled' || type === 'between_tools' || isForced) return undefined;
    const thinking = request.thinking?.display === 'summarized' ? 'Reading the request and choosing an answer.' : '';
    const prefix = signPrefix(request);
    return {
      type: 'thinking',
      thinking,
      signature: writeSignature({ line: model.line, thinking: thinking.length, prefix }),
    };
  }
}

function scripted({ text, json, toolUse: calls = [] }: Script['reply'], number: string): AnswerBlock[] {
  const blocks: AnswerBlock[] = [];
  if (text !== undefined) blocks.push(textBlock(text));
  if (json !== undefined) blocks.push(textBlock(JSON.stringify(json)));
  calls.forEach(({ name, input }, index) => blocks.push(toolUse(name, input, `${number}_${index}`)));
  return blocks;
}

const toolUse = (name: string, input: unknown, suffix: string): ToolUseBlock => ({
  type: 'tool_use',
  id: `toolu_emu_${processTag}_${suffix}`,
  name,
  input,
  caller: { type: 'direct' },
});

function countOutput(message: Message): Message {
  let tokens = message.usage.output_tokens_details.thinking_tokens;
  for (const block of message.content) {
    if (block.type === 'text') tokens += countText(block.text);
    if (block.type === 'tool_use') tokens += countText(JSON.stringify(block.input));
  }
  return { ...message, usage: { ...message.usage, output_tokens: tokens } };
}
