import { foldText } from '../retrieval/features.js';

const greetings = new RegExp(
  `^(${[
    'hola( a tod[oa]s| que tal)?',
    'buen(as|os)( dias| tardes| noches)?',
    'hi( there)?',
    'hello( there)?',
    'hey( there)?',
    'good (morning|afternoon|evening|night)',
    'ola',
    'oi( gente)?',
    'bo[am] (dia|tarde|noite)',
    '(muchas |mil )?gracias',
    'thanks?( you)?( so much| a lot)?',
    '(muito )?obrigad[oa]',
  ].join('|')})$`,
);
/** Such as "k3x9", "tok-34-1" or a bare number: means nothing that a greeting would not mean. */
const token = /\s*\S*\d\S*\s*$/;

/** A whole message that only greets or thanks. */
export function isGreeting(text: string): boolean {
  if (text.length > 60) return false;
  const said = foldText(text.replace(token, ''));
  return greetings.test(said) || said.split(' ').every((word) => /^(hola|hi|hello|hey|ola|oi)$/.test(word));
}

/** Nothing in it that one could take for words. */
export const isWordless = (text: string): boolean => !/[\p{L}\p{N}]/u.test(text);
