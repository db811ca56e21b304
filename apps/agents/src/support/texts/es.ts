import type { en } from './en.js';

export const es: Record<keyof typeof en, string> = {
  choose: '¿De cuál se trata?',
  open: 'Elegir un ticket',
  statusOpen: 'con el equipo',
  statusAnswered: 'respondido',
  statusClosed: 'cerrado',
  wants: 'Quiere: {{value}}',
  tried: 'Ya se intentó: {{value}}',
  ticket: 'Ticket {{number}} ({{priority}}, {{status}}{{overdue}}): {{subject}}',
  overdue: ', vencido',
  said: 'Último mensaje: {{value}}',
  low: 'baja',
  normal: 'normal',
  high: 'alta',
  urgent: 'urgente',
};
