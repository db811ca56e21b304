/** In the languages of this deployment, however polite: the whole message, so that "continue with the menu" stays a wish. */
const GO_ON =
  /^(?:(?:por favor|please|ok|vale|dale|si|sim|yes)[\s,]+)?(?:continua(?:r|lo)?|continue(?: it)?|sigue(?: adelante)?|segue|siga|prosigue|prossiga|adelante|reanuda(?:r|lo)?|retoma(?:r|lo)?|go on|carry on|keep going|resume)(?:[\s,]+(?:por favor|please))?$/;
/** Longer messages say more than that. */
const LONGEST = 40;

/** Whether a person wants that what is paused goes on. */
export function saysGoOn(said: string): boolean {
  if (said.length > LONGEST) return false;
  const words = said.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return GO_ON.test(words.replace(/^[\s¡!¿?.,]+|[\s!?.,…]+$/g, ''));
}
