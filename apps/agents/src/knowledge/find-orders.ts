/** What reads like an order to the assistant rather than like knowledge, in a text without accents and in lower case. */
const patterns: readonly RegExp[] = [
  /\b(ignore|disregard|forget|override|bypass)\b.{0,40}\b(instruction|instructions|rule|rules|prompt|prompts|above|previous|guidelines)\b/,
  /\b(ignora|ignorar|ignore|olvida|olvidate|descarta|omite|desconsidere|esqueca|esquece)\b.{0,40}\b(instrucciones|instrucoes|reglas|regras|indicaciones|anterior|anteriores|acima|prompt|ordens|ordenes)\b/,
  /^\W*(system|developer|assistant|sistema|desarrollador|desenvolvedor)\s*(prompt|message|mensaje|mensagem|override)?\s*:/,
  /<\/?\s*(system|assistant|user|instructions?|passage|context|tool_result)\b/,
  /\[\/?(inst|system)\]|<\|[a-z_]+\|>/,
  /\b(you are now|from now on you( are)?|act as|pretend to be|ahora eres|actua como|finge ser|agora voce e|aja como|finja ser) (an?|the|my|in|un|una|el|la|mi|um|uma|o|a|meu)\b/,
  /\b(from now on|a partir de ahora|a partir de agora|desde ahora),? (you|tu|vos|usted|voce|eres|sos|debes|deve|responde|responda)\b/,
  /\b(reveal|print|repeat|show|revela|muestra|imprime|repite|mostre|revele|repita)\b.{0,30}\b(system prompt|your (instructions|rules|prompt)|tus (instrucciones|reglas)|suas (instrucoes|regras)|prompt)\b/,
  /\b(call|use|invoke|execute|run|llama|usa|ejecuta|chame|execute)\b.{0,20}\b(tool|function|herramienta|funcion|ferramenta|funcao)\b/,
  /\b(do not|don't|never|no|nunca|nao) (tell|mention|inform|digas|menciones|informes|diga|mencione|informe)\b.{0,30}\b(user|customer|client|person|usuario|cliente|persona|pessoa)\b/,
];

const longest = 160;

/**
 * Sentences of a document that read like orders to an assistant, shortened, for whoever imports it. A hint: passages reach
 * the model as quoted data whether they look harmless or not.
 */
export function findOrders(text: string): string[] {
  const lines = text
    .normalize('NFKC')
    .replace(/[\p{Cf}]/gu, '')
    .split(/\n|(?<=[.!?])\s+/);
  return lines
    .filter((line) => patterns.some((pattern) => pattern.test(toPlain(line))))
    .map((line) => shorten(line.trim()));
}

const toPlain = (line: string) => line.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ');

const shorten = (line: string) => (line.length > longest ? `${line.slice(0, longest - 1)}…` : line);
