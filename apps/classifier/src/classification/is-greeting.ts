const GREETING =
  /^(hola|buenas|buenos d[ií]as|buenas (tardes|noches)|hi|hello|hey|good (morning|afternoon|evening)|ol[aá]|oi|bom dia|boa (tarde|noite)|gracias|thanks|thank you|obrigad[oa])(\s+(hola|hi|there|a todos|tod[oa]s|muchas|much))?[\s!.,¡?👋😊🙂]*$/iu;

/** A whole message that only greets or thanks. */
export const isGreeting = (text: string): boolean => text.length <= 60 && GREETING.test(text.trim());
