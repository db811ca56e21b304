import type { Language } from '../../replies/detect-language.js';

/** Words that most sites need, whatever they are about. */
export interface SiteWords {
  about: string;
  contact: string;
  contactLead: string;
  hours: string;
  days: string[];
  timesMissing: string;
  hoursNote: string;
  missing: string;
  detailsNote: string;
  address: string;
  phone: string;
  email: string;
  form: string;
  formLead: string;
  see: string;
  write: string;
  footer: (brand: string) => string;
  description: (brand: string, noun: string, lead: string) => string;
  itemText: string;
  questions: string;
}

export const siteWords: Record<Language, SiteWords> = {
  en: {
    about: 'About us',
    contact: 'Visit us',
    contactLead: 'We look forward to meeting you.',
    hours: 'Opening hours',
    days: ['Monday to Friday', 'Saturday', 'Sunday'],
    timesMissing: 'to be filled in',
    hoursNote: 'The times are not in yet: send them in the chat and they will appear here.',
    missing: 'to be filled in',
    detailsNote: 'What is marked is still missing: send it in the chat and it will appear here.',
    address: 'Address',
    phone: 'Phone',
    email: 'E-mail',
    form: 'Write to us',
    formLead: 'A question, an order, an idea: we read everything.',
    see: 'See what we offer',
    write: 'Get in touch',
    footer: (brand) => `${brand} · Made with Parley`,
    description: (brand, noun, lead) => `${brand}, ${noun}. ${lead}`,
    itemText: 'Ask us about it: we are happy to tell you more.',
    questions: 'Good to know',
  },
  es: {
    about: 'Sobre nosotros',
    contact: 'Visítanos',
    contactLead: 'Tenemos ganas de conocerte.',
    hours: 'Horario',
    days: ['De lunes a viernes', 'Sábado', 'Domingo'],
    timesMissing: 'por completar',
    hoursNote: 'Todavía faltan las horas: mándalas por el chat y aparecerán aquí.',
    missing: 'por completar',
    detailsNote: 'Lo marcado todavía falta: mándalo por el chat y aparecerá aquí.',
    address: 'Dirección',
    phone: 'Teléfono',
    email: 'Correo',
    form: 'Escríbenos',
    formLead: 'Una duda, un encargo, una idea: lo leemos todo.',
    see: 'Ver lo que ofrecemos',
    write: 'Contactar',
    footer: (brand) => `${brand} · Hecho con Parley`,
    description: (brand, noun, lead) => `${brand}, ${noun}. ${lead}`,
    itemText: 'Pregúntanos: te contamos más con mucho gusto.',
    questions: 'Conviene saber',
  },
  pt: {
    about: 'Sobre nós',
    contact: 'Venha nos visitar',
    contactLead: 'Será um prazer conhecer você.',
    hours: 'Horário de funcionamento',
    days: ['Segunda a sexta', 'Sábado', 'Domingo'],
    timesMissing: 'a preencher',
    hoursNote: 'Os horários ainda faltam: envie pelo chat e eles aparecem aqui.',
    missing: 'a preencher',
    detailsNote: 'O que está marcado ainda falta: envie pelo chat e aparece aqui.',
    address: 'Endereço',
    phone: 'Telefone',
    email: 'E-mail',
    form: 'Escreva para nós',
    formLead: 'Uma dúvida, uma encomenda, uma ideia: lemos tudo.',
    see: 'Ver o que oferecemos',
    write: 'Fale conosco',
    footer: (brand) => `${brand} · Feito com Parley`,
    description: (brand, noun, lead) => `${brand}, ${noun}. ${lead}`,
    itemText: 'Pergunte: contamos mais com todo o gosto.',
    questions: 'Bom saber',
  },
};
