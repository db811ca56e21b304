import type { en } from './en.js';

export const es: Record<keyof typeof en, string> = {
  help: 'Soy un asistente automático. Escríbeme con tus palabras lo que necesitas y te respondo.\n\nTambién entiendo:\n- */human* para saber cómo hablar con una persona\n- */stop* si no quieres más mensajes\n- */help* para ver esto de nuevo',
  status: 'Ahora mismo no tengo nada en marcha para ti. ¿En qué te ayudo?',
  cancel: 'No hay nada en marcha que cancelar.',
  undo: 'No hay nada que deshacer.',
  human:
    'Soy un asistente automático y por este chat todavía no puedo pasarte con una persona. Cuéntame qué necesitas y haré lo posible.',
  humanWithContact: 'Soy un asistente automático. Para hablar con una persona: {{contact}}',
  stop: 'Entendido. No te escribiré por mi cuenta: solo respondo cuando tú escribes. Con */start* lo cambias.',
  start: '¡Listo! Aquí estoy cuando me necesites.',
  limited: 'Vas muy rápido para mí 🙂 Guardé tus mensajes; dame un minuto y escríbeme de nuevo.',
  blocked: 'No puedo responder a ese mensaje. ¿Me lo cuentas de otra manera?',
  trouble:
    'Lo siento, ahora mismo no puedo darte una respuesta. Tu mensaje está guardado y lo retomaré en cuanto pueda.',
  image: 'Gracias por la foto. Todavía no puedo ver imágenes: ¿me cuentas con palabras lo que necesitas?',
  video: 'Gracias por el video. Todavía no puedo ver videos: ¿me cuentas con palabras lo que necesitas?',
  audio: 'Recibí tu audio, pero todavía no puedo escucharlo. ¿Me lo escribes?',
  voice: 'Recibí tu nota de voz, pero todavía no puedo escucharla. ¿Me la escribes?',
  document: 'Recibí tu documento, pero todavía no puedo leerlo. ¿Me dices qué necesitas de él?',
  sticker: '😊 ¿En qué te ayudo?',
  location: 'Gracias por la ubicación. ¿Qué te gustaría saber o hacer ahí?',
  contactCards: 'Gracias por el contacto. ¿Qué quieres que haga con él?',
  flowReply: 'Gracias, recibí tus respuestas.',
  order: 'Recibí tu pedido del catálogo, pero todavía no puedo tramitarlo. ¿Me escribes lo que quieres?',
  unsupported: 'Ese tipo de mensaje todavía no lo entiendo. ¿Me lo escribes con palabras?',
};
