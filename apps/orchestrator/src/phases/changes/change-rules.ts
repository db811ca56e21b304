import type { ChangePolicy } from '../../builds/build-row.js';

/** What a wish is about, as far as its words say so. */
export interface ReadChange {
  policy: ChangePolicy;
  /** Whose work it touches: agents. */
  agents: string[];
  /** Its words leave no doubt: nobody else needs to be asked. */
  isEvident: boolean;
}

const START_OVER =
  /\b(desde cero|de cero|de nuevo todo|empieza de nuevo|empezar de nuevo|olvida(te)? (eso|lo|todo)|start over|from scratch|forget (that|it|everything)|comece de novo|do zero|esquec\w+ (isso|tudo)|en (vez|lugar) de eso|instead of that|em vez disso)\b/;
const LATER =
  /\b(cuando (termines|acabes|este list\w)|al (terminar|acabar)|despues de (eso|terminar)|mas tarde|(when|once|after) (you are|you're|it is|it's|that is) (done|ready|finished)|later|quando (terminar|acabar|estiver pront\w)|depois (disso|de terminar)|mais tarde)\b/;

const LOOKS =
  /\b(oscur\w*|dark\w*|escur\w*|clar[oa]s?|light\w*|colou?r\w*|cor|cores|azul\w*|blue|roj[oa]s?|red|vermelh\w*|verde\w*|green|amarill\w*|amarel\w*|yellow|rosa\w*|pink|morad\w*|rox\w*|purple|naranj\w*|laranj\w*|orange|negr[oa]s?|pret[oa]s?|black|blanc[oa]s?|branc[oa]s?|white|gris\w*|cinza\w*|gr[ae]y|fuente\w*|fonte\w*|fonts?|tipografia|letras?|estilos?|styles?|disenos?|design|temas?|themes?|paletas?|palettes?|elegante?s?|elegant|modern\w*|minimal\w*|fondo|background|fundo)\b/;
const ELEMENT =
  /\b(titul\w*|title|headings?|botones|boton|botao|botoes|buttons?|cabecer\w*|encabezad\w*|cabecalho|header|pie|footer|rodape|logo\w*|enlaces?|links?|menus?)\b/;
const WORDS =
  /\b(textos?|texts?|frases?|wording|palabras?|palavras?|words?|slogan|eslogan|lema|headline|descripcion|description|descricao|horarios?|opening hours|precios?|prices?|precos?|direccion|address|endereco|telefono|phone number|telefone|traduc\w*|translat\w*|traduz\w*|ortografia|spelling|typo)\b/;
const BEHAVIOUR =
  /\b(formularios?|forms?|boton|botones|buttons?|botao|botoes|mapas?|maps?|galeria\w*|galler\w*|carrito|carrinho|cart|busca\w*|search|filtros?|filters?|calculador\w*|calculator|animacion\w*|animations?|slider|carrusel|carousel|seccion\w*|sections?|secao|secoes|paginas?|pages?|no funciona|does not work|doesn't work|nao funciona)\b/;
const DATA = /\b(guard[ae]\w*|save|store|salv[ae]\w*|datos|data|dados|base de datos|database)\b/;

/** A wish that says more than this says more than one thing. */
const EVIDENT_LENGTH = 160;

/** Reads a wish by its words, in Spanish, English and Portuguese. */
export function readChange(text: string): ReadChange {
  const words = text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('’', "'").toLowerCase();
  if (START_OVER.test(words)) return { policy: 'replace', agents: [], isEvident: words.length <= EVIDENT_LENGTH };
  const policy = LATER.test(words) ? 'wait' : 'merge';
  const looks = LOOKS.test(words);
  const says = WORDS.test(words);
  const works = BEHAVIOUR.test(words) && !(looks && ELEMENT.test(words));
  const agents = new Set<string>();
  if (looks && !ELEMENT.test(words)) agents.add('designer');
  if (says) agents.add('content');
  if (DATA.test(words)) agents.add('backend');
  if (looks || works) agents.add('frontend');
  const kinds = [looks, says, works].filter(Boolean).length;
  return { policy, agents: [...agents], isEvident: kinds === 1 && words.length <= EVIDENT_LENGTH };
}
