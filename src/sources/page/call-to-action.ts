/** Words that ask a visitor to book, buy, call or write, in English, German, Spanish, French and Italian. */
const ASKS = [
  'book(?:ing|ings)?(?! ?(?:keeping|club|store|list|review))|reserve|reservations?|schedule|check availability|availability',
  'buy|order(?:s|ing)?(?: now| online| here)?|add to (?:cart|basket|bag)|check ?out|pay(?: now| online| here)?|(?:get|buy) tickets?|tickets|rent|hire|purchase|donate',
  '(?:get|request|ask for|claim|start) (?:a |an |your |our |my )?(?:free |instant |fast )?(?:quote|estimate|trial|demo|offer|started|price|pickup|call(?: ?back)?)|get started|quote|try (?:it )?(?:for )?free|sign up(?! for (?:our|the) (?:newsletter|updates|news))',
  'call|phone|contact|write (?:to )?us|e-?mail us|text us|message us|chat with|get in touch|talk to|enquire|enquiry|inquire|inquiry|send(?: (?:us|a|your|my|the|it))?(?: (?:request|message|enquiry|inquiry))?|submit|request',
  'buchen|reservieren|reservierung|termin|bestellen|kaufen|warenkorb|zur kasse|angebot (?:anfordern|einholen)|anfragen?|anrufen|kontakt|schreiben sie|absenden|senden|mieten|jetzt testen|kostenlos testen',
  'reservar?|reserva|comprar|pedir|solicitar|llamar|llámanos|contacto|contáctanos|escríbenos|enviar|presupuesto|alquilar',
  'réserver|acheter|commander|demander un devis|devis|appeler|appelez|contactez|nous contacter|écrivez|envoyer|louer',
  'prenota|prenotare|acquista|ordina|richiedi|chiamaci|contattaci|scrivici|invia|noleggia',
].join('|');

const CALL_TO_ACTION = new RegExp(`(?<![\\p{L}\\p{N}])(?:${ASKS})(?![\\p{L}\\p{N}])`, 'iu');
/** Addresses that call or write by themselves. */
const REACHES = /^\s*(?:tel|mailto|sms|callto|whatsapp):|^https?:\/\/(?:wa\.me|m\.me|api\.whatsapp\.com)\//i;
/** A longer text is an article that is a link. */
const LONGEST = 120;

export function isCallToAction(text: string, target: string): boolean {
  return REACHES.test(target) || (text.length <= LONGEST && CALL_TO_ACTION.test(text));
}
