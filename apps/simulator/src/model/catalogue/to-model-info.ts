import { type EmulatedModel, efforts } from './emulated-models.js';

const supported = (claim: boolean) => ({ supported: claim });

/** One entry of `GET /v1/models`. */
export function toModelInfo(model: EmulatedModel) {
  const thinks = (type: EmulatedModel['thinkingTypes'][number]) => supported(model.thinkingTypes.includes(type));
  return {
    type: 'model',
    id: model.id,
    display_name: model.name,
    line: model.line,
    created_at: `${model.releasedOn}T00:00:00Z`,
    lifecycle: model.lifecycle,
    deprecated_at: model.lifecycle === 'active' ? null : `${model.releasedOn}T00:00:00Z`,
    retires_at: model.retiresAt,
    max_input_tokens: model.contextTokens,
    max_tokens: model.outputTokens,
    capabilities: {
      batch: supported(false),
      citations: supported(false),
      code_execution: supported(false),
      context_management: {
        supported: false,
        clear_thinking_20251015: null,
        clear_tool_uses_20250919: null,
        compact_20260112: null,
      },
      effort: { supported: true, ...Object.fromEntries(efforts.map((effort) => [effort, supported(true)])) },
      image_input: supported(true),
      pdf_input: supported(true),
      server_tools: { supported: false, code_execution: supported(false), web_search: supported(false) },
      structured_outputs: supported(true),
      thinking: {
        supported: true,
        types: {
          adaptive: thinks('adaptive'),
          between_tools: thinks('between_tools'),
          disabled: thinks('disabled'),
          enabled: thinks('enabled'),
        },
      },
    },
  };
}
