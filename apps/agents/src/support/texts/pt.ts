import type { en } from './en.js';

export const pt: Record<keyof typeof en, string> = {
  choose: 'De qual se trata?',
  open: 'Escolher um chamado',
  statusOpen: 'com a equipe',
  statusAnswered: 'respondido',
  statusClosed: 'encerrado',
  wants: 'Quer: {{value}}',
  tried: 'Já foi tentado: {{value}}',
  ticket: 'Chamado {{number}} ({{priority}}, {{status}}{{overdue}}): {{subject}}',
  overdue: ', atrasado',
  said: 'Última mensagem: {{value}}',
  low: 'baixa',
  normal: 'normal',
  high: 'alta',
  urgent: 'urgente',
};
