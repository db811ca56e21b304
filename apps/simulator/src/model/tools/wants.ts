import type { Conversation } from '../replies/conversation.js';
import { asksForCheckout } from '../phrasing/answer-words.js';
import { findOpenDialog } from '../replies/dialogs.js';
import { findIntent, type Intent } from '../replies/intents.js';

const ticket = String.raw`(?:tickets?|chamados?|(?:mi|el|my|the|meu|o) (?:caso|case|reclamo|reclamacao|complaint)|t-?[2-9b-z]{3}-?[2-9b-z]{3})`;
const order = String.raw`(?:pedidos?|orden|orders?|compra|encomenda|p-?[2-9b-z]{3}-?[2-9b-z]{3})`;
const count = String.raw`(?:\d{1,3}|una?|uno|dos|tres|cuatro|cinco|seis|diez|media docena|an?|one|two|three|four|five|six|ten|uma?|dois|duas|quatro|dez)`;
/** After "I want a …" these are no goods. */
const noGoods = String.raw`(?!(?:persona|human|pessoa|person|agente|agent|cita|mesa|table|reserva|turno|pregunta|question|pergunta|reembolso|refund|favor|ticket|chamado|pagina|web|site|app|sitio|informacion|information|ayuda|help|ajuda)\b)`;
const both = (one: string, other: string) =>
  new RegExp(String.raw`\b(?:${one})\b.{0,40}\b(?:${other})|\b(?:${other})\b.{0,40}\b(?:${one})\b`);

/** What a person wants a tool for, on normalised text in es, en and pt at once; the first match wins. */
const patterns = {
  reopenTicket: both(String.raw`reabr\w+|re-?open\w*|volvio|is back|voltou`, ticket),
  closeTicket: both(
    String.raw`cerra\w*|cierr\w+|encerr\w+|fechar?|close\w*|(?:ya )?se (?:soluciono|resolvio|arreglo)|ja foi resolvido|it's (?:solved|fixed|settled)`,
    ticket,
  ),
  addToTicket: both(String.raw`agreg\w+|anad\w+|adicion\w+|acrescent\w+|add|append`, ticket),
  ticketStatus: new RegExp(
    String.raw`\b(?:como|how|estado|status|novedad\w*|news|update|noticia\w*|mis|my|meus|ver|see|t-?[2-9b-z]{3}-?[2-9b-z]{3}).{0,30}\b${ticket}\b|\bt-?[2-9b-z]{3}-?[2-9b-z]{3}\b`,
  ),
  cancelOrder: both(String.raw`cancel\w*|anul\w+`, order),
  orderStatus:
    /\bp-?[2-9b-z]{3}-?[2-9b-z]{3}\b|\b(?:mis|my|meus) (?:pedidos|orders|compras)\b|\b(?:como (?:va|vai|esta)|how(?:'s| is)|que paso con)\b.{0,20}\b(?:pedido|order|compra|encomenda)\b|\b(?:estado|status|situacao)\b.{0,20}\b(?:pedido|order)\b/,
  compareProducts:
    /\b(?:compar(?:a|ar|e|ame|ing)|diferencia\w*|difference|diferenca|cual es mejor|which (?:one )?is better|qual e melhor|versus|vs)\b/,
  checkout:
    /\b(?:finaliz\w+|check ?out|termin\w+ (?:el |la |mi |o |a |minha |meu )?(?:compra|pedido)|confirm\w+ (?:el |mi |o |meu |the |my )?(?:pedido|order|compra)|fechar (?:o |meu )?pedido|place (?:the|my|an) order|(?:listo|pronto|ready) (?:para|to) (?:pagar|pay)|(?:quiero|quero|i want to) (?:pagar|pay)|(?:hacer|realizar|fazer|place|make) (?:el|un|mi|the|an|my|o|um|meu) (?:pedido|order|encomenda)|eso es todo|that's all|that is all|e so isso)\b/,
  emptyCart: /\b(?:vacia\w*|esvazi\w+|empty|clear)\b.{0,20}\b(?:carrito|carrinho|cart|basket|todo|tudo)\b/,
  removeFromCart:
    /\b(?:quita\w*|saca(?:r|me|lo|la)?|elimin\w+|borra\w*|remov\w+|delete|take\b.{1,40}\b(?:out|off)|tira(?:r|me)?|retira\w*)\b/,
  changeCart: new RegExp(
    String.raw`\b(?:cambi\w+|mejor|que sean|change|make (?:it|that)|instead|muda\w*|troca\w*|melhor)\b.{0,60}\b${count}\b`,
  ),
  showCart:
    /\b(?:(?:mi|el|ver|o|meu|the|my|show|view) (?:carrito|carrinho|cart|basket)|que llevo|cuanto (?:llevo|va|suma)|quanto (?:deu|da tudo)|(?:cuanto (?:es|seria|sale)|what(?:'s| is)|how much is|quanto (?:e|da|fica)|qual e)\b.{0,14}\btotal)\b|^(?:carrito|carrinho|cart|total)$/,
  addToCart: new RegExp(
    String.raw`\b(?:agreg\w+|anad\w+|adicion\w+|pon(?:me|le|er)|coloc\w+|add|me llevo|vou levar|i'll (?:take|have)|give me|dame|me da|me de|me ve)\b|` +
      String.raw`\b(?:quiero|quisiera|quero|queria|gostaria de|i want|i'd like|can i (?:get|have)|i need|necesito|preciso de)(?: (?:comprar|pedir|ordenar|encargar|encomendar|to buy|to order|buy|order))? ${count} ${noGoods}[a-z]|` +
      String.raw`\b(?:comprar|pedir|encargar|buy|order|encomendar) ${count} ${noGoods}[a-z]`,
  ),
  policies:
    /\b(?:politica\w*|polic(?:y|ies)|garantia\w*|warrant\w+|envios?|hacen entregas?|do you deliver|deliver(?:y|ies)|entregam|fazem entregas?|entregan|reparto|repart(?:en|is)|shipping|a domicilio|aceptan|aceitam|do you (?:take|accept)|privacidad|privacidade|privacy)\b/,
  showProducts: /\b(?:fotos?|photos?|pictures?|imagen(?:es)?|imagens?)\b/,
  searchProducts:
    /^(?:(?:oi|ola|hola|hi),? )?(?:tem|hay|ha)\b|\b(?:busc(?:o|a|ar|ando)|tienen|tenes|tienes|tendran|voces tem|vcs tem|do you (?:have|sell)|have you got|venden|vendem|looking for|procur(?:o|ando)|muestra\w*|mostr\w+|show me|ensename|catalogo|catalogue?|menu|carta|cardapio|productos?|produtos?|products?|preci\w+|preco\w*|prices?|cuanto (?:cuesta|vale|sale)n?|quanto (?:custa|e)m?|how much (?:is|are|does))\b/,
} satisfies Record<string, RegExp>;

export type Want = keyof typeof patterns | 'human' | 'openTicket' | 'cartFromOrder' | 'hours' | 'places' | 'knowledge';

const openingTicket =
  /\b(?:abr\w+|crea\w*|levant\w+|genera\w*|open|create|raise|file|registr\w+)\b.{0,20}\b(?:tickets?|chamados?|reclamo|reclamacao|complaint)\b/;
/** With fewer words a complaint says too little to be worked on. */
const tellingWords = 5;
const ofIntents: Partial<Record<Intent, Want>> = {
  human: 'human',
  orderStatus: 'orderStatus',
  hours: 'hours',
  address: 'places',
  payment: 'policies',
  refund: 'policies',
  price: 'searchProducts',
  catalogue: 'searchProducts',
  recommendation: 'searchProducts',
};
const ticketWants = ['reopenTicket', 'closeTicket', 'addToTicket', 'ticketStatus'] as const;
const beforeComplaints = ['cancelOrder', 'orderStatus', 'compareProducts'] as const;
const others = [
  'checkout',
  'emptyCart',
  'removeFromCart',
  'changeCart',
  'addToCart',
  'showCart',
  'policies',
  'showProducts',
  'searchProducts',
] as const;

export interface Wish {
  want: Want;
  /** What the person has said about it, over more than one message if it took them so many. */
  about: string;
}

/** What the last message wants, in the light of those before; undefined for talk that needs no tool. */
export function findWish(conversation: Conversation): Wish | undefined {
  const { text, plain, earlier, lastAnswer, context } = conversation;
  if (text.startsWith('[order from the catalogue')) return { want: 'cartFromOrder', about: text };
  if (/tapped a choice: "agent:[\w-]+:sku:/.test(context)) return { want: 'addToCart', about: text };
  const intent = findIntent(plain);
  if (intent === 'steering') return undefined;
  if (intent === 'human') return { want: 'human', about: join(earlier.at(-1), text) };
  const direct = firstOf(ticketWants, plain) ?? (isComplaint(intent) ? undefined : firstOf(beforeComplaints, plain));
  if (direct) return { want: direct, about: text };
  if (asksForCheckout(lastAnswer) && intent !== 'refusal')
    return { want: 'checkout', about: join(earlier.at(-1), text) };
  const isAsking = /[?¿]/.test(text);
  if (openingTicket.test(plain) || (isComplaint(intent) && !isAsking)) {
    return isTelling(plain) ? { want: 'openTicket', about: text } : undefined;
  }
  const want = firstOf(others, plain) ?? (intent && ofIntents[intent]);
  if (want) return { want: intent === 'hours' || intent === 'address' ? ofIntents[intent]! : want, about: text };
  const open = intent === undefined || intent === 'agreement' ? findOpenDialog(earlier) : undefined;
  if (open?.step === 0 && isComplaint(open.dialog) && !isAsking)
    return { want: 'openTicket', about: join(earlier.at(-1), text) };
  if (open?.step === 0 && open.dialog === 'orderStart' && intent === undefined)
    return { want: 'addToCart', about: text };
  return intent === undefined && isAsking ? { want: 'knowledge', about: text } : undefined;
}

const firstOf = <W extends keyof typeof patterns>(wants: readonly W[], plain: string): W | undefined =>
  wants.find((want) => patterns[want].test(plain));

const isComplaint = (intent: string | undefined): boolean => intent === 'complaint' || intent === 'refund';

const isTelling = (plain: string): boolean => plain.split(' ').length >= tellingWords;

const join = (before: string | undefined, text: string): string => (before ? `${before}\n${text}` : text);
