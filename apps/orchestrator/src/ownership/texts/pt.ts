import type { en } from './en.js';

export const pt: Record<keyof typeof en, string> = {
  requested:
    'Pedi que uma pessoa atenda você. Ela vai escrever por aqui; o que você escrever enquanto isso fica guardado para ela.',
  requestedWithContact:
    'Pedi que uma pessoa atenda você. Ela vai escrever por aqui; o que você escrever enquanto isso fica guardado para ela. Você também pode falar conosco em {{contact}}.',
  failing: 'Não estou conseguindo ajudar com isso, então pedi que uma pessoa atenda você. Ela vai escrever por aqui.',
  stillWaiting: 'Você continua na fila: uma pessoa vai escrever por aqui.',
  human: 'Uma pessoa da equipe está com esta conversa e vai responder por aqui.',
  escalated: 'Sinto muito que ninguém tenha atendido ainda. Pedi de novo com prioridade.',
  backToBot: 'Voltar ao bot',
  bot: 'Volto a ser seu assistente automático. Como posso ajudar?',
  stopped:
    'Feito: você não receberá mais mensagens nossas. Escreva START para mudar isso, ou /human para pedir uma pessoa.',
  stoppedElsewhere:
    'Você disse ao WhatsApp que não quer mensagens nossas, por isso não respondo por aqui. Escreva START para mudar isso, ou /human para pedir uma pessoa.',
  started: 'Que bom ter você de volta! Sou seu assistente automático. Como posso ajudar?',
  forgetQuestion:
    'Apago tudo o que guardamos sobre você: mensagens, arquivos, carrinhos, chamados e seu nome? Não é possível desfazer.',
  forgetYes: 'Sim, apagar tudo',
  forgetNo: 'Não, manter',
  forgetKept: 'Nada foi apagado.',
  forgetExpired: 'Essa pergunta é antiga demais. Escreva /forget para que eu pergunte de novo.',
  forgetting: 'Estou apagando tudo o que guardamos sobre você. Se escrever de novo, começamos do zero. Cuide-se!',
};
