import type { SiteKind } from './brief.js';

/** The first that fits; patterns are for text without accents, in lower case. */
const kinds: [SiteKind, RegExp][] = [
  [
    'landing',
    /\b(landing|home ?page|sales page|pagina (?:de )?(?:aterrizaje|inicio|presentacion|ventas|vendas|captura|apresentacao))\b/,
  ],
  [
    'calculator',
    /\b(calculator|calculadora|calculate|calcul[ae]r?|cotizador|presupuestador|simulador de|estimator|converter|conversor)\b/,
  ],
  [
    'portfolio',
    /\b(portfolio|portafolios?|portefolio|portifolio|(?:my|mis|meus) (?:work|trabajos|proyectos|trabalhos|projetos)|showcase)\b/,
  ],
  ['menu', /\b(menu|carta (?:de|del|para|digital)|la carta|cardapio|ementa|(?:food|wine|drinks?) list)\b/],
  [
    'app',
    /\b(to-?do|to do list|task list|tasks|tareas|tarefas|listas? de|shopping list|checklist|habits?|habitos|tracker|organi[sz]ador|organi[sz]er|pendientes|notas|notes|apps?|aplicacion|aplicativo)\b/,
  ],
];

export const findKind = (plain: string): SiteKind | undefined => kinds.find(([, pattern]) => pattern.test(plain))?.[0];
