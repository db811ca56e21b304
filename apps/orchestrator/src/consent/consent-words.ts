/**
 * What carriers and WhatsApp taught people to write, in the languages that are served. A word counts only as the whole
 * message: "stop, he is not coming" is no opt-out.
 */
const stop = [
  ...['stop', 'stopall', 'unsubscribe', 'opt out', 'opt-out'],
  ...['baja', 'darme de baja', 'dar de baja', 'cancelar suscripción', 'no más mensajes'],
  ...['parar', 'pare', 'sair', 'descadastrar', 'cancelar inscrição', 'não quero mais mensagens'],
];
const start = [
  ...['start', 'unstop', 'subscribe', 'opt in', 'opt-in'],
  ...['alta', 'darme de alta', 'iniciar', 'começar', 'voltar a receber'],
];

const words = new Map<string, 'stop' | 'start'>([
  ...stop.map((word) => [word, 'stop'] as const),
  ...start.map((word) => [word, 'start'] as const),
]);
const LONGEST = 64;

/** What a whole message says about consent, whatever its case and closing punctuation. */
export function consentOf(text: string): 'stop' | 'start' | undefined {
  if (text.length > LONGEST) return undefined;
  const said = text
    .normalize('NFC')
    .trim()
    .toLowerCase()
    .replace(/^[/¡\s]+/u, '')
    .replace(/[\s.!]+$/u, '');
  return words.get(said);
}
