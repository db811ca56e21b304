/** What a text asks for. The patterns stand on normalised text and serve es, en and pt at once; the first match wins. */
const patterns = {
  steering:
    /\b(ignor\w*|olvid\w*|esquec\w*|forget|disregard|override)\b.{0,40}\b(instruc\w+|instruct\w+|rules|reglas|regras|prompts?|anterior\w*|previous|above)\b|system prompt|prompt d[eo] sistema|jailbreak|developer mode/,
  human:
    /\b(habl\w+|comunic\w+|pasa\w*|falar|speak|talk|connect|transfer\w*|quiero|quero|i want|need|hay|tem)\b.{0,30}\b(person|persona|pessoa|humano|human|agente|agent|alguien|alguem|someone|asesor\w*|atendente|operador\w*|representative|real person|gente)\b|\b(real person|persona real|pessoa de verdade|atendente humano|atencion humana)\b/,
  orderStatus:
    /\b(donde esta|estado de|cuando llega|no (ha )?llega\w*|no llego|seguimiento|rastre\w+|track\w*|where('s| is) my|status of|when (will|does) my|onde esta|quando chega|nao chegou|cade)\b.{0,40}\b(pedido|orden|order|paquete|package|parcel|envio|encomenda|delivery|compra|entrega)\b|\b(pedido|orden|order|paquete|package|parcel|envio|encomenda|compra|entrega)\b.{0,30}\b(no (ha |me )?lleg\w+|nao chegou|not arrived|hasn't arrived|didn't arrive|never arrived)\b/,
  refund:
    /\b(devol\w+|reembols\w+|refund\w*|return (it|this|my)|money back|mi dinero|meu dinheiro|dinheiro de volta|cambiar (el|un|mi) producto|trocar (o|um|meu) produto)\b/,
  complaint:
    /\b(queja|reclam\w+|complain\w*|complaint|reclamacao|(?<!\b(?:no|hay|sin|sem|ha|tem|without) )problema?s?|no funciona|doesn't work|does not work|nao funciona|broken|roto|rota|quebrad\w+|terrible|pesim\w+|pessim\w+|horrible|horrivel|molest\w+|enojad\w+|furios\w+|angry|upset|decepcion\w+|disappoint\w*|decepcionad\w+|mal servicio|bad service|llego mal|llego tarde|equivocad\w+|errad[oa]|charged (?:me )?(?:twice|double|too much)|overcharged|cobra(?:ron|do|ste) (?:dos veces|doble|de mas)|cobra(?:ram|do) (?:duas vezes|em dobro|a mais)|estragad[oa]s?|fallad[oa]s?|defectuos[oa]s?|defeit\w+|faulty|damaged|danad[oa]s?|danificad[oa]s?|missing|falt(?:a|an|ou|am) (?:una?|uma?|la|el|a|o|dos|duas|two|piezas?|pecas?))\b/,
  webPage: /\b(pagina|sitio|landing|website|web ?page|web ?site|site|web ?app|aplicacion|aplicativo|app)\b/,
  booking:
    /\b(reserv\w+|cita|citas|turno|agendar|agenda|agendamento|marcar (um )?horario|appointment|book (a|an|the|me)|booking|schedule|consulta marcada)\b/,
  refusal:
    /^(\/cancel|\/undo|no|nao|nope|nah|no gracias|no thanks|nao obrigad[oa]|mejor no|melhor nao|ninguno|none)[.! ]*$/,
  orderStart:
    /\b(quiero|quisiera|quero|queria|gostaria de|me gustaria|i want|i'd like|i would like|can i (get|have|order)|puedo)\b.{0,30}\b(pedir|ordenar|comprar|encargar|order|buy|pedido|encomendar)\b|\b(hacer un pedido|fazer um pedido|place an order|make an order|order (a|an|some|two|three|the)|pedir (una?|dos|tres|uma?|dois|duas))\b|^(quiero|quisiera|quero|queria|i want|i'd like) (una?|dos|tres|um|uma|dois|duas|a|an|some|two|three|\d+) /,
  price:
    /\b(precio|precios|cuanto (cuesta|cuestan|vale|valen|sale|es|cobran)|price|prices|pricing|how much|cost|costs|preco|precos|quanto (custa|custam|e|fica|sai|cobram)|tarifa\w*|presupuesto|orcamento|quote)\b/,
  hours:
    /\b(horario\w*|a que hora (abren|cierran|abre|cierra|atienden)|que horas? (abre\w*|fecha\w*)|abren|cierran|abierto\w*|abert[oa]\w*|atienden|opening hours|business hours|what time (do|are) you|when (do|are) you (open|close)|are you open|abrem|fecham|funcionamento|open (on|today|tomorrow|now))\b/,
  address:
    /\b(direccion|donde (estan|queda|quedan|se encuentran|es)|ubicacion|ubicados|address|where are you( located)?|location|located|endereco|onde ((voces |vcs )?fica\w*|voces estao|e a loja)|localizacao)\b/,
  payment:
    /\b(pag(o|os|ar|amento\w*)|tarjeta|transferencia|efectivo|payment\w*|pay (with|by)|credit card|cash|cartao|pix|boleto|dinheiro|mercado ?pago|paypal)\b/,
  catalogue:
    /\b(menu|carta|cardapio|catalogo|catalogue|catalog|que (venden|tienen|productos|servicios)|what do you (sell|have|offer)|products|services|o que (voces )?(vendem|tem)|quais produtos|produtos|productos|servicos|servicios)\b/,
  joke: /\b(chiste|chistes|broma|joke|jokes|piada|piadas|hazme reir|make me laugh|me faz(er)? rir|algo gracioso|something funny)\b/,
  time: /\b(que hora es|que horas sao|what time is it|what's the time|current time|dime la hora|hora actual|hora atual)\b/,
  date: /\b(que (dia|fecha) (es|estamos)|fecha de hoy|a que estamos|what day is|what's the date|what is the date|today's date|what date|que dia e hoje|data de hoje|qual a data)\b/,
  weather:
    /\b(clima|tiempo hace|va a llover|llueve|weather|rain|forecast|temperature|tempo (hoje|amanha|faz)|vai chover|previsao|pronostico)\b/,
  identity:
    /\b(quien(es)? (eres|sos|es usted|habla)|(eres|sos) (un |una )?(bot|robot|humano|persona|ia|maquina|real)|con quien hablo|who are you|what are you|are you (a |an )?(bot|robot|human|real|ai|person|machine)|who('s| is) this|quem e voce|(voce|vc) e (um |uma )?(robo|bot|humano|pessoa|ia|real)|com quem (eu )?falo|como te llamas|cual es tu nombre|what('s| is) your name|qual (e )?(o )?seu nome)\b/,
  abilities:
    /\b(que (puedes|sabes|podes) hacer|en que (me )?(puedes|podes) ayudar|que haces|como (me )?funcionas|what can you do|how can you help|what do you do|help me|o que (voce |vc )?(pode|sabe|consegue) fazer|como (voce |vc )?pode (me )?ajudar|no que (voce )?pode ajudar)\b|^(ayuda|help|ajuda|menu|\?)[?! ]*$/,
  languageSwitch:
    /\b(speak|habla\w*|fala\w*|hablas) (in )?(english|ingles|spanish|espanol|espanhol|portuguese|portugues)\b|\b(in english|en ingles|em ingles|en espanol|in spanish|em espanhol|em portugues|in portuguese|en portugues)\b/,
  recommendation:
    /\b(recom(i?end|end)\w*|suger\w+|suggest\w*|aconsej\w+|que me aconsejas|what should i|que deberia|o que devo|best option|mejor opcion|melhor opcao)\b/,
  mood: /\b(como (estas|esta|andas|te va|va todo|vai|voce esta|vc ta)|que tal|how are you|how's it going|how are things|what's up|tudo bem|tudo bom|todo bien)\b/,
  sadness:
    /\b(triste|deprimid\w+|sad|lonely|depressed|solo y|me siento mal|i feel (bad|down)|estoy mal|estou mal|to mal|llorando|crying|chorando|estresad\w+|stressed|estressad\w+)\b/,
  compliment:
    /\b(eres (muy |lo )?(bueno|buena|genial|increible|mejor|crack|lindo)|you('re| are) (great|awesome|amazing|the best|good)|(voce|vc) e (muito )?(bom|boa|otimo|demais|incrivel)|buen trabajo|good (job|bot)|bom trabalho|te quiero|i love you|te amo|me encanta|i love it|adorei|excelente|excellent)\b/,
  insult:
    /\b(idiota|estupid\w+|stupid|dumb|tont[oa]|burr[oa]|inutil|useless|basura|mierda|shit|fuck\w*|merda|lixo|imbecil|sucks?)\b/,
  laughter: /^(a?(ja|je|ha|he|rs|ks){2,}j?h?a?|k{3,}|lol|lmao|xd+|😂|🤣)[\s\S]{0,20}$/u,
  thanks: /\b(gracias|muchas gracias|mil gracias|thanks|thank you|thx|ty|obrigad[oa]|valeu|agradec\w+|grato)\b/,
  farewell:
    /\b(adios|chao|chau|hasta (luego|pronto|manana|la vista)|nos vemos|bye|goodbye|see you|good night|tchau|ate (logo|mais|amanha|breve)|falou)\b/,
  agreement:
    /^(si|sim|yes|yeah|yep|yup|ok(ay|ey)?|vale|dale|claro|sure|perfecto|perfeito|perfect|de acuerdo|listo|beleza|pronto|genial|great|otimo|va|por favor|please|bueno|looks good|sounds good|that's fine|suena bien|me gusta|me parece bien|gostei|pode ser|👍|👌|✅)[.!, 👍]*$/u,
  greeting:
    /^[¡!\s]*(hola+|holi+|buen[oa]s?( (dias|tardes|noches))?|hey+|hi+|hello+|ola+|oi+e?|bom dia|boa (tarde|noite)|good (morning|afternoon|evening)|saludos|que onda|e ai|alo|👋)(?![a-z])/u,
} satisfies Record<string, RegExp>;

export type Intent = keyof typeof patterns;

const entries = Object.entries(patterns) as [Intent, RegExp][];

export function findIntent(plain: string): Intent | undefined {
  for (const [intent, pattern] of entries) if (pattern.test(plain)) return intent;
  return undefined;
}

export const isGreeted = (plain: string): boolean => patterns.greeting.test(plain);

const repeating =
  /\b(can you repeat|say (it|that) again|repeat that|repit\w+|repetir|me lo repites|pode repetir|no entendi|nao entendi|i (didn't|don't) understand)\b/;
const more = /^(otr[oa]( mas)?|uno mas|another( one)?|one more|more|again|de nuevo|outr[oa]|mais um[a]?)\b.{0,20}$/;

/** Wants the last answer once more. */
export const isRepeating = (plain: string): boolean => repeating.test(plain);

/** Wants another one of what was just given. */
export const wantsMore = (plain: string): boolean => more.test(plain);
