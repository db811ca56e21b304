import type { en } from './en.js';

export const es: Record<keyof typeof en, string> = {
  requested:
    'He pedido a una persona que te atienda. Te escribirá por aquí; lo que escribas mientras tanto lo guardo para ella.',
  requestedWithContact:
    'He pedido a una persona que te atienda. Te escribirá por aquí; lo que escribas mientras tanto lo guardo para ella. También puedes contactarnos en {{contact}}.',
  failing:
    'No estoy logrando ayudarte con esto, así que he pedido a una persona que te atienda. Te escribirá por aquí.',
  stillWaiting: 'Sigues en la cola: una persona te escribirá por aquí.',
  human: 'Una persona del equipo lleva esta conversación y te responderá por aquí.',
  escalated: 'Lamento que todavía no te haya atendido nadie. Lo he vuelto a pedir con prioridad.',
  backToBot: 'Seguir con el bot',
  bot: 'Vuelvo a ser tu asistente automático. ¿En qué te ayudo?',
  stopped:
    'Hecho: no recibirás más mensajes nuestros. Escribe START para cambiarlo, o /human para pedir que te atienda una persona.',
  stoppedElsewhere:
    'Le has dicho a WhatsApp que no quieres mensajes nuestros, así que no respondo por aquí. Escribe START para cambiarlo, o /human para pedir que te atienda una persona.',
  started: '¡Qué bueno tenerte de vuelta! Soy tu asistente automático. ¿En qué te ayudo?',
  forgetQuestion:
    '¿Borro todo lo que guardamos sobre ti: mensajes, archivos, carritos, tickets y tu nombre? No se puede deshacer.',
  forgetYes: 'Sí, borrar todo',
  forgetNo: 'No, conservarlo',
  forgetKept: 'No se borró nada.',
  forgetExpired: 'Esa pregunta es demasiado antigua. Escribe /forget para que te pregunte de nuevo.',
  forgetting: 'Estoy borrando todo lo que guardamos sobre ti. Si vuelves a escribir, empezamos de cero. ¡Cuídate!',
};
