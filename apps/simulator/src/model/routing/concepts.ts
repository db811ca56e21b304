/** What people and descriptions of agents speak about, in three languages at once, on normalised text. */
const patterns = {
  hours:
    /\b(horario\w*|abre\w*|abiert\w+|abert\w+|cierr\w+|fecha(?:m|do)?|hours?|open\w*|clos(?:e|es|ed|ing)|funcionamento|feriado\w*|festivo\w*|holiday\w*|que hora\w*|what time)\b/,
  place:
    /\b(direccion\w*|ubica\w+|donde (?:est\w+|queda\w*|se encuentran)|address\w*|location\w*|located|where are you|endereco\w*|onde fica\w*|localiza\w+|llegar|parking|aparca\w+|estaciona\w+|sucursal\w*|branch\w*|places?)\b/,
  policy:
    /\b(politica\w*|polic(?:y|ies)|garantia\w*|warrant\w+|condiciones|terms|privacidad|privacy|privacidade|pago|pagos|pagamento\w*|payment\w*|tarjeta\w*|cartao|cards?)\b/,
  knowledge:
    /\b(informa\w+|general questions?|preguntas?|perguntas?|faq|alergen\w+|allergen\w*|ingredien\w+|gluten|saber|know|como se|how (?:do|does|to)|taller\w*|workshop\w*|conserv\w+)\b/,
  product:
    /\b(product\w*|produto\w*|catalog\w*|menu|carta|cardapio|busc\w+|looking for|search\w*|procur\w+|preci\w+|prec[oa]s?|prices?|cuesta\w*|custa\w*|how much|cost\w*|tienen|venden|vendem|(?:voces|vcs) tem|do you (?:have|sell)|temos?|talla\w*|sizes?|compar\w+)\b/,
  cart: /\b(carrit\w+|carrinho|carts?|basket|(?:agreg\w+|anad\w+|adicion\w+|add)(?!.{0,12} (?:tickets?|chamado|case|caso)\b)|quita\w*|sac(?:a|ar|ame)|remov\w+|coloca\w*)\b/,
  order:
    /\b(pedido\w*|pedir|orden|orders?|ordering|encomend\w+|encarg\w+|compr\w+|buy\w*|purchase\w*|checkout|llevo|quiero \d|(?:quiero|quero|want) (?:una?|dos|tres|uma?|dois|duas|an?|two)(?! (?:solu|perso|pesso|person|respu|respo|explica|reembol|refund|ayuda|ajuda)))\b/,
  delivery: /\b(entrega\w*|deliver\w*|envios?|shipping|repart\w+)\b/,
  tracking:
    /\b(seguimiento|donde (?:esta|viene)|cuando llega|track\w*|follow\w*|rastre\w+|cade|onde esta|quando chega|where(?:'s| is)|status|estado|situacao)\b/,
  cancelling: /\b(cancel\w*|anul\w+)\b/,
  problem:
    /\b(problema?s?|wrong\w*|rot[oa]s?|broken|quebrad\w+|defect\w*|defeit\w+|fallad\w+|faulty|danad\w+|damag\w+|danific\w+|no (?:funciona|sirve|llego)|n(?:o|ao) (?:funciona|chegou)|(?:doesn't|not) work\w*|not arrived|falta\w*|missing|late|tarde|atrasad\w+|equivocad\w+|errad\w+|troubles?)\b/,
  complaint:
    /\b(quej\w+|reclam\w+|complain\w*|molest\w+|unhappy|insatisfeit\w+|verguenza|unacceptable|absurdo|nadie (?:me )?\w+|nobody|ninguem|pesim\w+|horri\w+|terrible)\b/,
  refund:
    /\b(reembols\w+|refund\w*|devol\w+|returns?|returned|money back|dinheiro de volta|dinero|cambiarl[oa]|exchang\w+|trocar)\b/,
  charge: /\b(cobr\w+|charg\w+|factur\w+|fatura\w*|invoice\w*)\b/,
  ticket: /\b(tickets?|chamad\w+|mi caso|meu caso|my case|cases?)\b|\bt-?[2-9b-z]{3}-?[2-9b-z]{3}\b/,
  human: /\b(persona\w*|human\w*|pessoa\w*|person|people|agente\w*|atendente\w*|asesor\w*|alguien|someone|alguem)\b/,
  page: /\b(pagina\w*|web\w*|sitio\w*|sites?|landing|apps?|aplica\w+|build\w*|logo\w*|diseno\w*|design\w*|portfolio\w*|portafolio\w*|calculador\w*|calculator\w*)\b/,
  making:
    /\b(?:haz|hazme|haces|crea\w*|cre[ae]me|construy\w+|constroi|arma\w*|monta\w*|necesito|quiero|quisiera|build|make|create|need|want|faz|fazer|faca|cria\w*|preciso|quero)\b.{0,40}\b(?:paginas?|web\w*|sitios?|sites?|landing|apps?|aplicac\w+|aplicativ\w+|portfolio\w*|portafolio\w*|calculador\w*|calculator)\b|\b(?:haz|hazme|crea\w*|build|make|create|faz|cria\w*)\b.{0,30}\b(?:menus?|carta|cardapio|formulario|form|tienda|store|loja|juego|jogo|game)\b|\bto be made\b/,
  changing:
    /\b(change|make it|hazl[oa]|ponl[oae]|ponle|deixa|deixe|cambia|muda|(?:mas|mais) (?:oscur|clar|escur|grand|pequen|modern|maior|menor)\w*|darker|lighter|bigger|smaller|colou?r\w*|azul\w*|blue|roj[oa]|red|vermelh\w+|verde\w*|green|sections?|secc?ion\w*|secao|formular\w*|contact form)\b/,
  progress:
    /\b(progres\w+|como va|how far (?:is|are|along)|avance\w*|cuanto falta|quanto falta|list[oa]|ready|pronto|andamento|coming along|when will)\b/,
  undoing:
    /\b(deshac\w+|deshaz|undo|desfa\w+|volver atras|version anterior|previous version|versao anterior|revert\w*|rollback)\b/,
  smalltalk:
    /\b(hol[ai]|hello|hi|ola|oi|bom dia|buen\w+ (?:dias|tardes|noches)|welcom\w+|gracias|thanks?|obrigad\w+|chiste\w*|jokes?|piada\w*|greet\w*|small talk|chat\w*)\b/,
  opinion:
    /\b(feedback|sugerenc\w+|suggest\w+|sugest\w+|opinion\w*|excelent\w+|felicit\w+|praise|resena\w*|reviews?)\b/,
  stopping:
    /\b(baja|unsubscribe|^stop$|stop (?:writing|sending|messag\w+)|no more (?:messages|advertising)|(?:don't|not) write|no (?:me )?escrib\w+|nao (?:me )?(?:escrev|mand)\w+|darme de baja|opt)\b/,
} satisfies Record<string, RegExp>;

export type Concept = keyof typeof patterns;

const entries = Object.entries(patterns) as [Concept, RegExp][];

/** A greeting before a wish is no wish, who undoes a change wants none, and what is to be made is not for sale. */
function withoutCourtesy(found: Concept[]): Concept[] {
  const drops: Concept[] = [
    ...(found.length > 1 ? (['smalltalk'] as const) : []),
    ...(found.includes('undoing') ? (['changing'] as const) : []),
    ...(found.includes('making') ? (['product'] as const) : []),
  ];
  return found.filter((concept) => !drops.includes(concept));
}

export const conceptsIn = (plain: string): Concept[] =>
  withoutCourtesy(entries.filter(([, pattern]) => pattern.test(plain)).map(([concept]) => concept));
