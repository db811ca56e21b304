import type { Language } from '../../replies/detect-language.js';
import type { Brief } from '../brief/brief.js';
import type { Content, ListWords } from './content.js';
import { siteWords } from './site-words.js';

interface AppWords extends ListWords {
  own: string;
  headline: string;
  lead: string;
}

/** What an app keeps, by the words of the request; the last one fits anything. */
const lists: { pattern: RegExp; words: Record<Language, AppWords> }[] = [
  {
    pattern: /\b(shopping|groceries|compras?|supermercado|mercado|super)\b/,
    words: {
      en: {
        own: 'Shopping list',
        headline: 'Shopping list',
        lead: 'Write down what is missing, tick it off in the shop.',
        label: 'What do you need?',
        placeholder: 'For example: oranges',
        add: 'Add',
        empty: 'The list is empty. Nothing is missing!',
        left: '{n} things to buy',
        leftOne: '1 thing to buy',
      },
      es: {
        own: 'Lista de la compra',
        headline: 'Lista de la compra',
        lead: 'Apunta lo que falta y márcalo en la tienda.',
        label: '¿Qué necesitas?',
        placeholder: 'Por ejemplo: naranjas',
        add: 'Añadir',
        empty: 'La lista está vacía. ¡No falta nada!',
        left: '{n} cosas por comprar',
        leftOne: '1 cosa por comprar',
      },
      pt: {
        own: 'Lista de compras',
        headline: 'Lista de compras',
        lead: 'Anote o que falta e marque na loja.',
        label: 'Do que você precisa?',
        placeholder: 'Por exemplo: laranjas',
        add: 'Adicionar',
        empty: 'A lista está vazia. Não falta nada!',
        left: '{n} coisas para comprar',
        leftOne: '1 coisa para comprar',
      },
    },
  },
  {
    pattern: /\b(habits?|habitos?|routine|rutinas?|rotinas?)\b/,
    words: {
      en: {
        own: 'Habits',
        headline: 'My habits',
        lead: 'Small steps, every day. Tick what you have done.',
        label: 'New habit',
        placeholder: 'For example: read for ten minutes',
        add: 'Add',
        empty: 'Nothing here yet. Begin with one small habit.',
        left: '{n} to go',
        leftOne: '1 to go',
      },
      es: {
        own: 'Hábitos',
        headline: 'Mis hábitos',
        lead: 'Pasos pequeños, cada día. Marca lo que ya hiciste.',
        label: 'Nuevo hábito',
        placeholder: 'Por ejemplo: leer diez minutos',
        add: 'Añadir',
        empty: 'Todavía no hay nada. Empieza con un hábito pequeño.',
        left: 'Faltan {n}',
        leftOne: 'Falta 1',
      },
      pt: {
        own: 'Hábitos',
        headline: 'Meus hábitos',
        lead: 'Pequenos passos, todo dia. Marque o que já fez.',
        label: 'Novo hábito',
        placeholder: 'Por exemplo: ler dez minutos',
        add: 'Adicionar',
        empty: 'Nada por aqui ainda. Comece com um hábito pequeno.',
        left: 'Faltam {n}',
        leftOne: 'Falta 1',
      },
    },
  },
  {
    pattern: /\b(notes?|notas?|anotac\w+|ideas?|ideias?)\b/,
    words: {
      en: {
        own: 'Notes',
        headline: 'My notes',
        lead: 'Keep a thought before it flies away.',
        label: 'New note',
        placeholder: 'What is on your mind?',
        add: 'Keep',
        empty: 'No notes yet.',
        left: '{n} notes',
        leftOne: '1 note',
      },
      es: {
        own: 'Notas',
        headline: 'Mis notas',
        lead: 'Guarda una idea antes de que se escape.',
        label: 'Nueva nota',
        placeholder: '¿Qué tienes en mente?',
        add: 'Guardar',
        empty: 'Todavía no hay notas.',
        left: '{n} notas',
        leftOne: '1 nota',
      },
      pt: {
        own: 'Notas',
        headline: 'Minhas notas',
        lead: 'Guarde uma ideia antes que ela escape.',
        label: 'Nova nota',
        placeholder: 'No que você está pensando?',
        add: 'Guardar',
        empty: 'Ainda não há notas.',
        left: '{n} notas',
        leftOne: '1 nota',
      },
    },
  },
  {
    pattern: /(?:)/,
    words: {
      en: {
        own: 'To-do',
        headline: 'What is to be done?',
        lead: 'Write it down, do it, tick it off. Your list stays on this device.',
        label: 'New task',
        placeholder: 'For example: water the plants',
        add: 'Add',
        empty: 'Nothing to do here. Enjoy the moment!',
        left: '{n} tasks left',
        leftOne: '1 task left',
      },
      es: {
        own: 'Tareas',
        headline: '¿Qué hay que hacer?',
        lead: 'Apúntalo, hazlo, táchalo. Tu lista se queda en este dispositivo.',
        label: 'Nueva tarea',
        placeholder: 'Por ejemplo: regar las plantas',
        add: 'Añadir',
        empty: 'Aquí no hay nada que hacer. ¡Disfruta del momento!',
        left: 'Quedan {n} tareas',
        leftOne: 'Queda 1 tarea',
      },
      pt: {
        own: 'Tarefas',
        headline: 'O que há para fazer?',
        lead: 'Anote, faça e risque. Sua lista fica neste aparelho.',
        label: 'Nova tarefa',
        placeholder: 'Por exemplo: regar as plantas',
        add: 'Adicionar',
        empty: 'Nada para fazer aqui. Aproveite o momento!',
        left: 'Faltam {n} tarefas',
        leftOne: 'Falta 1 tarefa',
      },
    },
  },
];

/** An app that keeps a list: of tasks, or of whatever the request speaks of. */
export function writeApp({ language, about, name, kind }: Brief): Content {
  const { own, headline, lead, ...list } = lists.find(({ pattern }) => pattern.test(about))!.words[language];
  const brand = name || own;
  return {
    language,
    kind,
    brand,
    description: `${brand}. ${lead}`,
    motif: 'spark',
    hero: { eyebrow: '', headline, lead, actions: [] },
    sections: [{ type: 'list', id: 'tasks', heading: own, list }],
    footer: siteWords[language].footer(brand),
    changes: [],
  };
}
