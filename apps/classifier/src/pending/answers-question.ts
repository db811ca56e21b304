import { foldText } from '../retrieval/features.js';

const yesNo =
  /^(si|sip|sii+|claro|dale|ok|okay|vale|correcto|confirmo|confirmar|de acuerdo|por supuesto|no|nop|nope|mejor no|todavia no|yes|yep|yeah|sure|go ahead|confirm|confirmed|right|correct|not yet|not now|sim|claro que sim|isso|isso mesmo|certo|pode|pode ser|confirmado|nao|agora nao|cancelar|cancela|cancel)( (por favor|porfa|please|pls|gracias|thanks|obrigad[oa]))?$/;
const numbers =
  /^(solo |only |so |just )?(\d{1,4}|uno|una|un|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|docena|one|two|three|four|five|six|seven|eight|nine|ten|dozen|um|uma|dois|duas|quatro|sete|oito|nove|dez|duzia)( \S+){0,3}$/;
const ordinals =
  /^(el |la |the |o |a )?(primer[oa]?|segund[oa]|tercer[oa]?|ultim[oa]|first|second|third|last|primeir[oa]|terceir[oa])( one| opcion| option| opcao)?$/;
const asking =
  /^((y|e|and|but|pero|mas) )?((a|de|en|ate|com|para) )?(que|q|cual|cuando|cuanto|cuanta|donde|como|quien|por que|hay|tienen|puedo|what|which|when|how|where|who|why|do you|are you|can i|is there|qual|quando|quanto|quanta|onde|quem|voces|vcs|tem)\b/;

/**
 * Whether a text is an answer to what was asked: surely, perhaps, or not. A question of the person is never an answer
 * for sure.
 */
export function answersQuestion(text: string, expected: string): 'surely' | 'perhaps' | 'no' {
  const said = foldText(text);
  const words = said === '' ? 0 : said.split(' ').length;
  const isQuestion = text.includes('?') || asking.test(said);
  const isClosed = yesNo.test(said) || numbers.test(said) || ordinals.test(said);
  switch (expected) {
    case 'confirmation':
      return yesNo.test(said) ? 'surely' : words <= 3 && !isQuestion ? 'perhaps' : 'no';
    case 'quantity':
      return numbers.test(said) || yesNo.test(said) ? 'surely' : words <= 3 && !isQuestion ? 'perhaps' : 'no';
    case 'choice':
      return isClosed ? 'surely' : words <= 6 && !isQuestion ? 'perhaps' : 'no';
    case 'address':
      if (isQuestion || words < 2) return yesNo.test(said) ? 'surely' : 'no';
      return /\d/.test(said) || text.includes(',') ? 'surely' : 'perhaps';
    default:
      return isQuestion ? 'no' : isClosed ? 'surely' : 'perhaps';
  }
}
