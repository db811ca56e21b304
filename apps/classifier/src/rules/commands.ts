import { Intent } from '#libs/contracts';

/** What a command means. Its name is what people type after the slash; its words count as whole messages only. */
export interface Command {
  name: string;
  intent: Intent;
  /** Mean the command whatever the conversation is about. */
  words: string[];
  /** Mean the command unless a task is open: there "cancel" is about the task, and "menu" may be the answer to a question. */
  looseWords: string[];
}

/** "stop, he is not coming" is no opt-out: only the exact message is. */
export const commands: Command[] = [
  {
    name: 'help',
    intent: Intent.INTENT_HELP,
    words: ['help', 'ayuda', 'ajuda'],
    looseWords: ['menu', 'menú', 'opciones', 'options', 'opções', 'comandos', 'commands'],
  },
  {
    name: 'status',
    intent: Intent.INTENT_BUILD_STATUS,
    words: [],
    looseWords: ['status', 'estado', 'progreso', 'progress', 'progresso'],
  },
  {
    name: 'cancel',
    intent: Intent.INTENT_BUILD_CANCEL,
    words: [],
    looseWords: ['cancel', 'cancelar', 'cancela', 'cancelalo', 'cancélalo', 'anular'],
  },
  { name: 'undo', intent: Intent.INTENT_BUILD_UNDO, words: [], looseWords: ['undo', 'deshacer', 'deshaz', 'desfazer'] },
  {
    name: 'human',
    intent: Intent.INTENT_HUMAN_REQUEST,
    words: ['human', 'humano', 'atendente', 'operador', 'operator', 'asesor', 'agente humano', 'human agent'],
    looseWords: ['agent', 'persona', 'agente', 'pessoa'],
  },
  {
    name: 'forget',
    intent: Intent.INTENT_UNCLEAR,
    words: [
      'forget me',
      'delete my data',
      'erase my data',
      'olvídame',
      'olvidame',
      'borra mis datos',
      'borren mis datos',
      'elimina mis datos',
      'me esqueça',
      'esqueça-me',
      'apaga meus dados',
      'apague meus dados',
      'excluir meus dados',
    ],
    looseWords: [],
  },
  {
    name: 'stop',
    intent: Intent.INTENT_OPT_OUT,
    words: ['stop', 'unsubscribe', 'parar', 'baja', 'darme de baja', 'sair', 'cancelar inscrição'],
    looseWords: [],
  },
  {
    name: 'start',
    intent: Intent.INTENT_OPT_IN,
    words: ['start', 'subscribe', 'alta', 'iniciar', 'começar'],
    looseWords: [],
  },
];

export const commandOfIntent = (intent: Intent): string =>
  ({ [Intent.INTENT_OPT_OUT]: 'stop', [Intent.INTENT_OPT_IN]: 'start', [Intent.INTENT_HUMAN_REQUEST]: 'human' })[
    intent as number
  ] ?? '';
