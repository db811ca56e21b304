import type { en } from './en.js';

export const pt: typeof en = {
  confirm: 'Confirmar',
  decline: 'Agora não',
  declined: 'Tudo bem, não fiz nada. Quer mudar alguma coisa?',
  declinedBefore: 'Você já tinha dito que não, então não fiz nada.',
  confirmedBefore: 'Isso você já tinha confirmado. Se quiser desfazer, me diga e vemos juntos.',
  expired: 'Esse botão tem mais de 30 minutos e, por segurança, não fiz nada. É só me dizer que pergunto de novo.',
  unknown: 'Esse botão já não funciona aqui. Me conte do que precisa e fazemos juntos.',
  done: 'Pronto!',
  doneBefore: 'Isso já estava feito:',
  failed: 'Não foi possível fazer isso.',
};
