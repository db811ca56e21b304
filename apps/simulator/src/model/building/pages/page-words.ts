import type { Language } from '../../replies/detect-language.js';

/** Words of the page itself, for its buttons and for those who listen to it. */
export interface PageWords {
  skip: string;
  navigation: string;
  menu: string;
  name: string;
  email: string;
  message: string;
  send: string;
  required: string;
  invalidEmail: string;
  sent: string;
  kept: string;
  days: string;
  times: string;
  filter: string;
  all: string;
  tasks: {
    open: string;
    done: string;
    edit: string;
    remove: string;
    clear: string;
    save: string;
    added: string;
    removed: string;
    finished: string;
    reopened: string;
  };
  currency: string;
  calculate: string;
  reset: string;
  nothing: string;
  invalid: string;
}

export const pageWords: Record<Language, PageWords> = {
  en: {
    skip: 'Skip to the content',
    navigation: 'Sections',
    menu: 'Menu',
    name: 'Name',
    email: 'E-mail',
    message: 'Message',
    send: 'Send',
    required: 'Please fill this in.',
    invalidEmail: 'Please write a whole e-mail address.',
    sent: 'Your mail program opens with the message.',
    kept: 'Thank you! No mailbox is connected yet, so your message stays on this device.',
    days: 'Days',
    times: 'Times',
    filter: 'Show',
    all: 'All',
    tasks: {
      open: 'Open',
      done: 'Done',
      edit: 'Edit',
      remove: 'Delete',
      clear: 'Clear what is done',
      save: 'Save',
      added: 'Added',
      removed: 'Deleted',
      finished: 'Done',
      reopened: 'Open again',
    },
    currency: 'Currency',
    calculate: 'Calculate',
    reset: 'Start again',
    nothing: 'Nothing fits this choice.',
    invalid: 'Please write a number of 0 or more.',
  },
  es: {
    skip: 'Saltar al contenido',
    navigation: 'Secciones',
    menu: 'Menú',
    name: 'Nombre',
    email: 'Correo',
    message: 'Mensaje',
    send: 'Enviar',
    required: 'Rellena este campo.',
    invalidEmail: 'Escribe una dirección de correo completa.',
    sent: 'Se abre tu programa de correo con el mensaje.',
    kept: '¡Gracias! Todavía no hay un buzón conectado, así que tu mensaje se queda en este dispositivo.',
    days: 'Días',
    times: 'Horas',
    filter: 'Mostrar',
    all: 'Todo',
    tasks: {
      open: 'Pendientes',
      done: 'Hechas',
      edit: 'Editar',
      remove: 'Eliminar',
      clear: 'Quitar las hechas',
      save: 'Guardar',
      added: 'Añadida',
      removed: 'Eliminada',
      finished: 'Hecha',
      reopened: 'Pendiente otra vez',
    },
    currency: 'Moneda',
    calculate: 'Calcular',
    reset: 'Empezar de nuevo',
    nothing: 'Nada encaja con esta elección.',
    invalid: 'Escribe un número igual o mayor que 0.',
  },
  pt: {
    skip: 'Pular para o conteúdo',
    navigation: 'Seções',
    menu: 'Menu',
    name: 'Nome',
    email: 'E-mail',
    message: 'Mensagem',
    send: 'Enviar',
    required: 'Preencha este campo.',
    invalidEmail: 'Escreva um endereço de e-mail completo.',
    sent: 'Seu programa de e-mail se abre com a mensagem.',
    kept: 'Obrigado! Ainda não há caixa de correio conectada, então sua mensagem fica neste aparelho.',
    days: 'Dias',
    times: 'Horários',
    filter: 'Mostrar',
    all: 'Tudo',
    tasks: {
      open: 'Pendentes',
      done: 'Feitas',
      edit: 'Editar',
      remove: 'Excluir',
      clear: 'Limpar as feitas',
      save: 'Salvar',
      added: 'Adicionada',
      removed: 'Excluída',
      finished: 'Feita',
      reopened: 'Pendente de novo',
    },
    currency: 'Moeda',
    calculate: 'Calcular',
    reset: 'Recomeçar',
    nothing: 'Nada corresponde a esta escolha.',
    invalid: 'Escreva um número maior ou igual a 0.',
  },
};
