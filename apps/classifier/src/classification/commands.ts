import { Intent } from '#libs/contracts';

/** What a command means. Its name is what people type after the slash, and its synonyms are whole messages. */
export interface Command {
  name: string;
  intent: Intent;
  synonyms: string[];
}

/** A word counts only as the whole message: "stop, he is not coming" is no opt-out. */
export const commands: Command[] = [
  { name: 'help', intent: Intent.INTENT_HELP, synonyms: ['help', 'ayuda', 'ajuda', 'menu', 'menú'] },
  { name: 'status', intent: Intent.INTENT_BUILD_STATUS, synonyms: [] },
  { name: 'cancel', intent: Intent.INTENT_BUILD_CANCEL, synonyms: [] },
  { name: 'undo', intent: Intent.INTENT_BUILD_UNDO, synonyms: [] },
  {
    name: 'human',
    intent: Intent.INTENT_HUMAN_REQUEST,
    synonyms: ['human', 'agent', 'humano', 'persona', 'agente', 'pessoa', 'atendente'],
  },
  {
    name: 'stop',
    intent: Intent.INTENT_OPT_OUT,
    synonyms: ['stop', 'unsubscribe', 'parar', 'baja', 'darme de baja', 'sair', 'cancelar inscrição'],
  },
  { name: 'start', intent: Intent.INTENT_OPT_IN, synonyms: ['start', 'alta', 'iniciar', 'começar'] },
];
