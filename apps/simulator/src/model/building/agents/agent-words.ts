import type { Language } from '../../replies/detect-language.js';
import type { SiteKind } from '../brief/brief.js';

interface AgentWords {
  plan: (title: string, kind: SiteKind) => string;
  reading: string;
  writing: (paths: string[]) => string;
  contentDone: string;
  frontendDone: (count: number) => string;
  backendDone: (isUsed: boolean) => string;
  unchanged: string;
  untouched: string;
  checking: string;
  reviewed: (defects: number) => string;
  tested: (problems: number, passed: boolean) => string;
  unchecked: string;
  publishing: string;
  published: (url: string) => string;
  notPublished: string;
  change: Record<
    | 'darker'
    | 'lighter'
    | 'colour'
    | 'corners'
    | 'font'
    | 'title'
    | 'name'
    | 'headline'
    | 'form'
    | 'hours'
    | 'questions'
    | 'contact'
    | 'item'
    | 'removal',
    string
  >;
  replaced: string;
  unclear: string;
  offline: string;
}

/** What the agents of a build say, to people and to each other. */
export const agentWords: Record<Language, AgentWords> = {
  en: {
    plan: (title, kind) =>
      `I will make ${{ landing: 'a landing page', app: 'a small app', calculator: 'a calculator', menu: 'a menu', portfolio: 'a portfolio', other: 'a page' }[kind]} called “${title}”: design and texts first, then the page, checks in a browser, and a link to open.`,
    reading: 'I look at what is there.',
    writing: (paths) => `I write ${paths.join(', ')}.`,
    contentDone: 'All texts of the page; what nobody has told is marked as missing.',
    frontendDone: (count) =>
      `The page is ready: ${count} files, usable by keyboard, on phones and without any other origin.`,
    backendDone: (isUsed) =>
      isUsed
        ? 'A store in the browser that keeps the entries on the device.'
        : 'The page needs no data of its own: the store is empty.',
    unchanged: 'Everything is as it should be already: nothing was changed.',
    untouched: 'I found no texts to build from, so I left the files as they are.',
    checking: 'I check the site.',
    reviewed: (defects) =>
      defects === 0 ? 'Structure, labels, contrast and references are in order.' : `${defects} point(s) need work.`,
    tested: (problems, passed) =>
      passed
        ? `The checks passed${problems > 0 ? `, with ${problems} small remark(s)` : ''}.`
        : `The checks found ${problems} problem(s).`,
    unchecked: 'The checks gave no report, so nothing can be said about the site.',
    publishing: 'I publish the site.',
    published: (url) => `The site is online: ${url}`,
    notPublished: 'The site could not be published.',
    change: {
      darker: 'I will make it darker.',
      lighter: 'I will make it lighter.',
      colour: 'I will change the colours.',
      corners: 'I will change the shape of the corners.',
      font: 'I will change the font.',
      title: 'I will colour the title.',
      name: 'I will change the name.',
      headline: 'I will change the title.',
      form: 'I will add a contact form.',
      hours: 'I will add the opening hours.',
      questions: 'I will add questions and answers.',
      contact: 'I will add these contact details.',
      item: 'I will add it to the page.',
      removal: 'I will take it out.',
    },
    replaced: 'I will start again with this request.',
    unclear: 'I will try to work this in.',
    offline: 'This is the offline demo: it gives no opinions of its own.',
  },
  es: {
    plan: (title, kind) =>
      `Voy a hacer ${{ landing: 'una página de presentación', app: 'una pequeña aplicación', calculator: 'una calculadora', menu: 'una carta', portfolio: 'un portafolio', other: 'una página' }[kind]} llamada «${title}»: primero diseño y textos, después la página, pruebas en un navegador y un enlace para abrirla.`,
    reading: 'Miro lo que hay.',
    writing: (paths) => `Escribo ${paths.join(', ')}.`,
    contentDone: 'Todos los textos de la página; lo que nadie ha dicho queda marcado como pendiente.',
    frontendDone: (count) =>
      `La página está lista: ${count} archivos, se usa con teclado y en el móvil, sin depender de otros sitios.`,
    backendDone: (isUsed) =>
      isUsed
        ? 'Un almacén en el navegador que guarda las entradas en el dispositivo.'
        : 'La página no necesita datos propios: el almacén está vacío.',
    unchanged: 'Todo está ya como debe: no he cambiado nada.',
    untouched: 'No encontré textos de los que partir, así que dejé los archivos como están.',
    checking: 'Compruebo el sitio.',
    reviewed: (defects) =>
      defects === 0
        ? 'Estructura, etiquetas, contraste y referencias están en orden.'
        : `Hay ${defects} punto(s) que mejorar.`,
    tested: (problems, passed) =>
      passed
        ? `Las pruebas pasan${problems > 0 ? `, con ${problems} observación(es) menor(es)` : ''}.`
        : `Las pruebas encontraron ${problems} problema(s).`,
    unchecked: 'Las pruebas no dieron informe, así que no se puede decir nada del sitio.',
    publishing: 'Publico el sitio.',
    published: (url) => `El sitio está en línea: ${url}`,
    notPublished: 'El sitio no se pudo publicar.',
    change: {
      darker: 'Lo hago más oscuro.',
      lighter: 'Lo hago más claro.',
      colour: 'Cambio los colores.',
      corners: 'Cambio la forma de las esquinas.',
      font: 'Cambio la tipografía.',
      title: 'Cambio el color del título.',
      name: 'Cambio el nombre.',
      headline: 'Cambio el título.',
      form: 'Añado un formulario de contacto.',
      hours: 'Añado el horario.',
      questions: 'Añado preguntas y respuestas.',
      contact: 'Añado estos datos de contacto.',
      item: 'Lo añado a la página.',
      removal: 'Lo quito.',
    },
    replaced: 'Empiezo de nuevo con esta petición.',
    unclear: 'Intento incorporarlo.',
    offline: 'Esta es la demo sin conexión: no tiene opiniones propias.',
  },
  pt: {
    plan: (title, kind) =>
      `Vou fazer ${{ landing: 'uma página de apresentação', app: 'um pequeno aplicativo', calculator: 'uma calculadora', menu: 'um cardápio', portfolio: 'um portfólio', other: 'uma página' }[kind]} chamada “${title}”: primeiro design e textos, depois a página, testes em um navegador e um link para abrir.`,
    reading: 'Olho o que já existe.',
    writing: (paths) => `Escrevo ${paths.join(', ')}.`,
    contentDone: 'Todos os textos da página; o que ninguém disse fica marcado como pendente.',
    frontendDone: (count) =>
      `A página está pronta: ${count} arquivos, funciona com teclado e no celular, sem depender de outros sites.`,
    backendDone: (isUsed) =>
      isUsed
        ? 'Um armazenamento no navegador que guarda os itens no aparelho.'
        : 'A página não precisa de dados próprios: o armazenamento está vazio.',
    unchanged: 'Tudo já está como deve: não mudei nada.',
    untouched: 'Não encontrei textos para partir, então deixei os arquivos como estão.',
    checking: 'Verifico o site.',
    reviewed: (defects) =>
      defects === 0
        ? 'Estrutura, rótulos, contraste e referências estão em ordem.'
        : `Há ${defects} ponto(s) a melhorar.`,
    tested: (problems, passed) =>
      passed
        ? `Os testes passaram${problems > 0 ? `, com ${problems} observação(ões) menor(es)` : ''}.`
        : `Os testes encontraram ${problems} problema(s).`,
    unchecked: 'Os testes não deram relatório, então nada se pode dizer do site.',
    publishing: 'Publico o site.',
    published: (url) => `O site está no ar: ${url}`,
    notPublished: 'Não foi possível publicar o site.',
    change: {
      darker: 'Vou deixar mais escuro.',
      lighter: 'Vou deixar mais claro.',
      colour: 'Vou mudar as cores.',
      corners: 'Vou mudar a forma dos cantos.',
      font: 'Vou mudar a fonte.',
      title: 'Vou colorir o título.',
      name: 'Vou mudar o nome.',
      headline: 'Vou mudar o título.',
      form: 'Vou adicionar um formulário de contato.',
      hours: 'Vou adicionar o horário.',
      questions: 'Vou adicionar perguntas e respostas.',
      contact: 'Vou adicionar estes dados de contato.',
      item: 'Vou adicionar à página.',
      removal: 'Vou tirar.',
    },
    replaced: 'Vou recomeçar com este pedido.',
    unclear: 'Vou tentar incluir isso.',
    offline: 'Esta é a demo offline: ela não tem opiniões próprias.',
  },
};
