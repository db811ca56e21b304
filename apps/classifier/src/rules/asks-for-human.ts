import { foldText } from '../retrieval/features.js';

const longest = 200;

const someone =
  '(una? |um |uma |el |la |o |a |an |the |alguna? |algum |alguma |real |verdadera? |actual |live |otra? )*(persona|pessoa|humano|humana|human|alguien|alguem|someone|somebody|person|agente|agent|asesor|asesora|operador|operadora|operator|atendente|encargado|encargada|gerente|manager|dueno|owner|representante|representative|consultor|advisor|supervisor|supervisora|gente de verdad|gente de verdade|real person|equipo|equipe|team)';

const asks = new RegExp(
  `\\b(hablar|hable|comunicarme|comunicame|comuniqueme|comunicar|contactar|pasame|paseme|pasarme|ponme|pongame|transfiereme|speak|talk|chat|connect me|transfer me|put me through|falar|me passa|me passe|me transfere|me transfira|passar) (directamente |directly |diretamente )?(con |a |to |with |pra |para |pro |com )?${someone}\\b`,
);
const refuses =
  /\b(no quiero|no necesito|sin|do not|don't|dont|no need|nao quero|nao preciso)( want| need)?( to| que)? (hablar|comunicar|speak|talk|falar)\b/;

/** A plain wish for a person, in the middle of whatever else is said. What this does not catch, the model may. */
export function asksForHuman(text: string): boolean {
  if (text.length > longest) return false;
  const folded = foldText(text);
  return asks.test(folded) && !refuses.test(folded);
}
