import { type ApiProblem, badRequest } from '../api/api-problem.js';
import type { EmulatedModel } from '../catalogue/emulated-models.js';
import { isObject, type MessageRequest, type Tool } from '../wire/message-request.js';
import { findSchemaProblem, measureSchema } from './find-schema-problem.js';

const limits = { strictTools: 20, optionalParameters: 24, unionParameters: 16 };

/** Tools, their schemas, and whether this model lets a caller force one. */
export function findToolProblem(request: MessageRequest, model: EmulatedModel): ApiProblem | undefined {
  const { tools = [], tool_choice: choice } = request;
  for (const [index, tool] of tools.entries()) {
    const problem = findOneToolProblem(tool, `tools.${index}`);
    if (problem) return problem;
  }
  const names = tools.map(({ name }) => name);
  if (new Set(names).size < names.length) return badRequest('tools: Tool names must be unique.');
  if (choice) {
    if (!['auto', 'any', 'tool', 'none'].includes(choice.type)) {
      return badRequest("tool_choice.type: Input should be 'auto', 'any', 'tool' or 'none'");
    }
    const isForced = choice.type === 'any' || choice.type === 'tool';
    if (isForced && !model.forcesTools) {
      return badRequest(`tool_choice: "${choice.type}" is not supported by this model. Use "auto".`);
    }
    if (isForced && tools.length === 0) return badRequest('tool_choice: tools are required when a tool is forced');
    if (choice.type === 'tool' && !names.includes(choice.name ?? '')) {
      return badRequest(`tool_choice: Tool '${choice.name}' not found in provided tools`);
    }
  }
  return findStrictnessProblem(request);
}

function findOneToolProblem(tool: Tool, at: string): ApiProblem | undefined {
  if (!isObject(tool)) return badRequest(`${at}: Input should be an object`);
  if (typeof tool.name !== 'string' || !/^[a-zA-Z0-9_-]{1,128}$/.test(tool.name)) {
    return badRequest(`${at}.name: String should match pattern '^[a-zA-Z0-9_-]{1,128}$'`);
  }
  if (tool.type && tool.type !== 'custom') return undefined; // a tool that the API itself would run
  if (!isObject(tool.input_schema)) return badRequest(`${at}.custom.input_schema: Field required`);
  if (tool.input_schema.type !== 'object')
    return badRequest(`${at}.custom.input_schema.type: Input should be 'object'`);
  return tool.strict ? findSchemaProblem(tool.input_schema, `${at}.custom.input_schema`) : undefined;
}

function findStrictnessProblem({ tools = [], output_config }: MessageRequest): ApiProblem | undefined {
  const strict = tools.filter((tool) => tool.strict);
  if (strict.length > limits.strictTools) return badRequest(`tools: at most ${limits.strictTools} strict tools`);
  const schemas = strict.map(({ input_schema }) => input_schema);
  if (output_config?.format) schemas.push(output_config.format.schema);
  let [optional, unions] = [0, 0];
  for (const schema of schemas) {
    const size = measureSchema(schema);
    optional += size.optional;
    unions += size.unions;
  }
  if (optional > limits.optionalParameters) {
    return badRequest(
      `Schemas contain too many optional parameters (${optional}); at most ${limits.optionalParameters}`,
    );
  }
  if (unions > limits.unionParameters) {
    return badRequest(
      `Schemas contain too many parameters with union types (${unions}); at most ${limits.unionParameters}`,
    );
  }
  return undefined;
}
