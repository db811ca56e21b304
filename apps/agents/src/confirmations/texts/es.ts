import type { en } from './en.js';

export const es: typeof en = {
  confirm: 'Confirmar',
  decline: 'Ahora no',
  declined: 'De acuerdo, no he hecho nada. ¿Quieres cambiar algo?',
  declinedBefore: 'Ya me habías dicho que no, así que no he hecho nada.',
  confirmedBefore: 'Esto ya lo habías confirmado. Si quieres deshacerlo, dímelo y lo vemos.',
  expired: 'Ese botón tiene más de 30 minutos y, por seguridad, no he hecho nada. Dímelo y te lo vuelvo a preguntar.',
  unknown: 'Ese botón ya no sirve aquí. Cuéntame qué necesitas y lo hacemos juntos.',
  done: '¡Hecho!',
  doneBefore: 'Eso ya estaba hecho:',
  failed: 'Eso no se ha podido hacer.',
};
