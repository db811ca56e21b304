import { normalize } from '../replies/normalize.js';
import type { MessageRequest, Tool } from '../wire/message-request.js';

/** Words of people, in three languages, that stand for a word in the name or description of a tool. */
const synonyms: [RegExp, RegExp][] = [
  [/order|purchase|buy/, /\b(pedido|pedir|orden|order|compra\w*|encomenda|buy|purchase)\b/],
  [/price|quote|cost/, /\b(precio\w*|cuanto cuesta\w*|price\w*|how much|preco\w*|quanto custa\w*|cotiza\w*)\b/],
  [/weather|forecast/, /\b(clima|tiempo|lluvia|llover|weather|forecast|rain|tempo|chuva|chover|pronostico)\b/],
  [/book|reserv|appointment|schedule/, /\b(reserv\w+|cita|turno|agend\w+|book|booking|appointment|schedule|marcar)\b/],
  [/search|find|lookup|look_up|query/, /\b(busca\w*|encuentra|encontrar|search|find|look up|procur\w+|pesquis\w+)\b/],
  [/cart|basket/, /\b(carrito|carro|cart|basket|carrinho)\b/],
  [/human|agent|handoff|hand_off|escalate/, /\b(persona|humano|human|person|pessoa|agente|atendente|asesor)\b/],
  [/calc|math|sum|add/, /\b(calcula\w*|suma\w*|cuanto es|calculate|sum|add|quanto e|soma\w*)\b|\d\s*[-+*/x]\s*\d/],
  [/time|clock|date/, /\b(que hora|hora actual|que dia|fecha|what time|what day|date|que horas|data)\b/],
  [/page|site|web|build/, /\b(pagina|sitio|web|website|landing|page|site|aplicacion|app)\b/],
  [
    /ticket|complaint|issue|support/,
    /\b(queja|reclamo|reclamacion|problema|ticket|complaint|problem|issue|reclamacao)\b/,
  ],
  [/status|track/, /\b(estado|seguimiento|donde esta|llega|status|track|where is|situacao|rastre\w+|onde esta)\b/],
  [
    /catalog|menu|product|stock|inventory/,
    /\b(catalogo|menu|carta|producto\w*|stock|catalogue|catalog|product\w*|cardapio|produto\w*)\b/,
  ],
  [/cancel/, /\b(cancela\w*|anula\w*|cancel)\b/],
  [/refund|return/, /\b(reembols\w+|devol\w+|refund|return)\b/],
];

/** Tools of the caller's own; others are the API's. */
export const callable = (tools: readonly Tool[]): Tool[] =>
  tools.filter(({ type, input_schema: schema }) => schema && (!type || type === 'custom'));

/**
 * The tool that a text clearly asks for, or the forced one.
 * @param offered the caller's own tools among which to look
 * @param least points below which a text asks for none of them
 */
export function chooseTool(
  offered: readonly Tool[],
  choice: MessageRequest['tool_choice'],
  plain: string,
  least = 1,
): Tool | undefined {
  if (offered.length === 0 || choice?.type === 'none') return undefined;
  if (choice?.type === 'tool') return offered.find(({ name }) => name === choice.name);
  let [best, bestScore] = [offered[0]!, choice?.type === 'any' ? 1 : 0];
  const padded = ` ${plain.replace(/[^a-z0-9]+/g, ' ')}`;
  for (const tool of offered) {
    const score = scoreTool(tool, plain, padded);
    if (score > bestScore) [best, bestScore] = [tool, score];
  }
  return bestScore >= (choice?.type === 'any' ? 1 : least) ? best : undefined;
}

function scoreTool({ name, description = '' }: Tool, plain: string, padded: string): number {
  const plainName = normalize(name.replace(/([a-z])([A-Z])/g, '$1_$2'));
  if (plain.includes(plainName) || plain.includes(plainName.replace(/[_-]/g, ' '))) return 10;
  let score = 0;
  for (const [tool, person] of synonyms) {
    if (tool.test(plainName) && person.test(plain)) score += 3;
  }
  const nameWords = plainName.split(/[^a-z]+/).filter((word) => word.length > 3);
  score += nameWords.filter((word) => hasWord(padded, word)).length * 2;
  const told = new Set(
    normalize(description)
      .split(/[^a-z]+/)
      .filter((word) => word.length > 5),
  );
  const shared = [...told].filter((word) => hasWord(padded, word)).length;
  return score + (shared > 1 ? shared : 0);
}

const hasWord = (padded: string, word: string): boolean => padded.includes(` ${word}`);
