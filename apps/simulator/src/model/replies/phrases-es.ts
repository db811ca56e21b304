import type { Phrasebook } from './phrasebook.js';

export const phrasesEs: Phrasebook = {
  demo: '_(Esta es una demostración sin conexión: mis respuestas salen de un emulador, no de un modelo de IA.)_',
  hello: ['¡Hola! ', '¡Hola, qué gusto! '],
  intents: {
    steering: [
      'Prefiero seguir siendo quien soy 🙂 Soy el asistente de este chat y con gusto te ayudo en lo que necesites.',
    ],
    human: [
      'Claro, lo entiendo. Paso tu pedido de hablar con una persona del equipo. Mientras tanto, cuéntame en una línea de qué se trata y así no tendrás que repetirlo.',
      'Por supuesto, a veces es mejor hablar con alguien. Dime brevemente el tema y lo dejo anotado para la persona que te atienda.',
    ],
    orderStatus: ['Te ayudo a revisarlo. ¿Me pasas el número de pedido, o el nombre y la fecha de la compra?'],
    refund: [
      'Lamento que no haya salido bien. ¿Qué producto es, cuándo lo compraste y qué prefieres: cambio o devolución del dinero?',
    ],
    complaint: [
      'Siento mucho lo que pasó, y gracias por decirlo. ¿Me cuentas qué ocurrió y cuándo? Así lo dejo bien anotado para el equipo.',
      'Lamento la mala experiencia. Cuéntame los detalles (qué, cuándo y con quién) y lo resumo para que una persona lo revise.',
    ],
    webPage: [
      '¡Qué buena idea! Para armar tu página necesito tres cosas: ¿de qué trata, qué secciones quieres y qué colores te gustan?',
      'Con gusto pensamos tu página. ¿Cómo se llama el proyecto y qué debería poder hacer quien la visite?',
    ],
    booking: [
      '¡Con gusto! ¿Para qué día y hora lo quieres, y para cuántas personas?',
      'Claro. Dime el día, la hora y a nombre de quién, y lo dejo preparado.',
    ],
    refusal: [
      'Sin problema 🙂 Si más adelante necesitas algo, aquí estoy.',
      'De acuerdo, lo dejamos ahí. ¿Te ayudo con otra cosa?',
    ],
    orderStart: [
      '¡Genial! Dime qué quieres pedir y cuántas unidades, y lo voy anotando.',
      '¡Perfecto! ¿Qué te anoto y en qué cantidad?',
    ],
    price: [
      'Los precios te los confirma el equipo, para no darte un dato equivocado. ¿De qué producto o servicio quieres saberlo? Así dejo tu consulta lista.',
      'No quiero inventarte un precio 🙂 Dime exactamente qué te interesa y en qué cantidad, y preparo la consulta.',
    ],
    hours: [
      'No tengo confirmado el horario de atención y prefiero no inventarlo. ¿Qué día te gustaría venir o escribirnos? Lo consulto por ti.',
      'El horario exacto te lo confirma el equipo. Si me dices qué día te viene bien, dejo la pregunta anotada.',
    ],
    address: [
      'No tengo la dirección a mano y no quiero enviarte a un lugar equivocado. ¿Desde qué zona vendrías? Lo dejo consultado.',
    ],
    payment: [
      'Las formas de pago te las confirma el equipo. ¿Cómo preferirías pagar? Lo anoto junto con tu consulta. Y por favor, no envíes datos de tarjeta por aquí.',
    ],
    catalogue: ['Con gusto te oriento. Cuéntame qué estás buscando y para quién, y pido la lista que mejor encaje.'],
    joke: [
      '¿Qué le dice un bit al otro? Nos vemos en el bus 😄',
      '—Doctor, siento que soy un chat. —¿Y desde cuándo? —En línea desde ayer 😄',
      '¿Cuál es el café más peligroso del mundo? El ex-preso ☕',
    ],
    time: ['Son las {time} (hora universal, UTC).'],
    date: ['Hoy es {date}.'],
    weather: [
      'No puedo ver el clima desde aquí, pero si me dices a dónde vas te ayudo a preparar el plan con y sin lluvia ☔',
    ],
    identity: [
      'Soy el asistente automático de este chat: un programa, no una persona. Si prefieres hablar con alguien del equipo, solo dímelo.',
    ],
    abilities: [
      'Puedo conversar contigo, tomar nota de un pedido, una reserva o una queja, pensar tu página web, hacer cuentas y recordar lo que me cuentes. ¿Por dónde empezamos?',
      'Te ayudo con pedidos, reservas, reclamos, ideas para una página web, cálculos rápidos… y si hace falta, aviso a una persona. ¿Qué necesitas?',
    ],
    languageSwitch: ['¡Claro! Escríbeme en español, inglés o portugués y te contesto en el mismo idioma.'],
    recommendation: [
      'Para recomendarte bien: ¿para quién es, cuánto quieres gastar y qué es lo más importante para ti?',
    ],
    mood: [
      '¡Muy bien, gracias por preguntar! ¿Y tú, cómo vas? ¿En qué te ayudo?',
      '¡Todo en orden por aquí! ¿Qué tal tu día?',
    ],
    sadness: [
      'Siento que lo estés pasando así; gracias por contármelo. Soy solo un asistente automático, pero te leo. Hablar con alguien de confianza ayuda. ¿Qué te tiene así?',
    ],
    compliment: ['¡Qué lindo, gracias! 😊 Me alegra servirte. ¿Seguimos con algo más?'],
    insult: [
      'Entiendo que estás molesto. Quiero ayudarte: dime qué salió mal y veamos cómo arreglarlo, o si prefieres te paso con una persona.',
    ],
    laughter: ['😄 ¡Me alegra que te rías! ¿Seguimos?', '😂 ¡Qué bueno! ¿Algo más en lo que te ayude?'],
    thanks: [
      '¡De nada! Aquí estoy si necesitas algo más.',
      '¡Un placer! 😊 Que tengas un gran día.',
      '¡Para eso estoy! ¿Algo más?',
    ],
    farewell: ['¡Hasta luego! Que te vaya muy bien 👋', '¡Nos vemos! Escríbeme cuando quieras.'],
    agreement: ['¡Perfecto! Dime cómo seguimos.', '¡Genial! ¿Qué es lo siguiente?'],
    greeting: [
      '¡Hola! 👋 ¿En qué puedo ayudarte hoy?',
      '¡Hola! Qué gusto saludarte. Cuéntame, ¿qué necesitas?',
      '¡Buenas! Aquí estoy para ayudarte. ¿Qué se te ofrece?',
    ],
  },
  followUps: {
    orderStart: [
      'Anotado: «{quote}». ¿Lo prefieres para recoger o a domicilio? ¿Y para cuándo?',
      'Listo, agrego «{quote}». ¿A nombre de quién lo dejo?',
      '¡Gracias! Tu pedido queda apuntado en esta conversación y una persona del equipo debe confirmarlo. ¿Algo más?',
    ],
    booking: [
      'Perfecto: «{quote}». ¿A nombre de quién, y hay algo que debamos saber (niños, alergias, preferencias)?',
      '¡Gracias! Dejo tu reserva preparada en esta conversación; falta que el equipo la confirme.',
    ],
    webPage: [
      'Me gusta: «{quote}». ¿Quieres que tenga fotos, un formulario de contacto o botón de WhatsApp?',
      'Tomo nota: «{quote}». Imagino una portada clara, una sección sobre lo tuyo y el contacto bien visible. ¿Qué estilo: sobrio, alegre o elegante?',
      '¡Va quedando muy bien! Resumo lo que me contaste y, con tu visto bueno, pasa a construcción. ¿Cambiarías algo?',
    ],
    complaint: [
      'Gracias por el detalle; lo anoto tal cual: «{quote}». ¿Qué solución te parecería justa?',
      'Entendido. Queda todo anotado para que una persona del equipo lo revise. ¿Quieres agregar algo?',
    ],
    refund: [
      'Gracias. Anoto «{quote}». ¿Tienes a mano el comprobante o el número de pedido?',
      'Perfecto, queda anotado para que el equipo lo revise contigo.',
    ],
    orderStatus: [
      'Gracias, tengo «{quote}». No veo el estado desde aquí, así que se lo paso al equipo para que lo confirme.',
    ],
    human: ['Gracias. Le paso a la persona: «{quote}». En cuanto pueda te escribe por este mismo chat.'],
    price: ['Perfecto, consulto por «{quote}». ¿Te interesa comprarlo ya o solo estás comparando?'],
    recommendation: [
      'Con eso me hago una idea: «{quote}». Yo empezaría por lo más sencillo y lo ajustaría después. ¿Lo vemos paso a paso?',
    ],
  },
  dialogDropped: ['Sin problema, lo dejamos sin efecto. ¿Te ayudo con otra cosa?'],
  nameLearned: ['¡Mucho gusto, {name}! ¿En qué puedo ayudarte?', '¡Encantado, {name}! Cuéntame, ¿qué necesitas?'],
  nameRecalled: ['Te llamas {name} 🙂', '¡Claro que me acuerdo! Eres {name}.'],
  nameUnknown: ['Todavía no me dijiste tu nombre. ¿Cómo te llamas?'],
  factLearned: ['¡Anotado! Tu {thing}: {value}. ¿Qué más me cuentas?'],
  factRecalled: ['Me dijiste que tu {thing} es {value}.'],
  factUnknown: ['Eso todavía no me lo contaste. ¿Cuál es tu {thing}?'],
  lastRecalled: ['Lo último que me escribiste fue: «{quote}».'],
  nothingRecalled: ['Esta conversación recién empieza, así que aún no hay nada que recordar 🙂'],
  repeated: ['Claro, te decía: {quote}'],
  sum: ['{sum}', 'Da {sum}.', 'El resultado es {sum}.'],
  noSum: ['Esa cuenta no tiene resultado (¿una división por cero?). ¿La revisamos?'],
  question: [
    'Buena pregunta. Sobre «{quote}» no tengo un dato confirmado y prefiero no inventar. ¿Me das un poco más de contexto?',
    'Me interesa ayudarte con «{quote}». ¿Qué es lo más importante para ti en esto?',
    'Sobre «{quote}» puedo tomar nota y consultarlo con el equipo. ¿Lo necesitas para algún día en particular?',
  ],
  statement: [
    'Entiendo: «{quote}». ¿Cómo te gustaría que te ayude con eso?',
    'Gracias por contármelo. Con «{quote}», ¿qué sería lo ideal para ti?',
    '¡Qué interesante! Cuéntame un poco más sobre «{quote}».',
  ],
  longText: [
    'Gracias por explicarlo con tanto detalle. Lo leí completo; si entiendo bien, empieza con «{quote}». ¿Qué parte quieres que resolvamos primero?',
  ],
  wordless: ['😊 ¡Recibido! ¿En qué te ayudo?', '🙌 ¿Qué necesitas hoy?'],
  attachment: ['¡Gracias por el archivo! Cuéntame qué quieres que haga con él.'],
  attachmentSeen: [
    'Recibí tu {format}{size}. Este emulador no ve imágenes ni lee archivos, así que no voy a inventar qué contiene: ¿me cuentas qué muestra y qué necesitas?',
  ],
  toolResult: ['Esto es lo que encontré:\n{result}', 'Aquí lo tienes:\n{result}'],
  toolEmpty: ['Lo busqué, pero no apareció nada. ¿Probamos con otras palabras?'],
  toolError: [
    'Intenté consultarlo y no fue posible en este momento. ¿Quieres que lo intente de nuevo o que avise a una persona?',
  ],
  yes: 'sí',
  no: 'no',
};
