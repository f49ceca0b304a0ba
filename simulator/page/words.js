/** Owns the page's own sentences in English, Spanish and German; it refuses the bot's, which arrive as messages. */

const dictionary = {
  en: {
    local: "local Telegram", clock: "The clock", about: "What is this?", theme: "Dark or light", language: "Language of this page",
    moves: "Move the clock", hour: "+1 hour", morning: "Tomorrow morning", next: "To the next message", moving: "Time is passing…",
    nothing: "Nothing is waiting to be sent.", elsewhere: "Something came for {names}.", unseen: "Only work that nobody sees was due. Press again.", unsettled: "Moved, but the bot is still busy.", lost: "No connection to the simulator. Trying again…",
    phones: "Phones", person: "Whose phone", more: "More", pinned: "Pinned message", toBottom: "To the newest message", send: "Send",
    attach: "Attach", commands: "Commands", keys: "Buttons", start: "Start", unblock: "Unblock", bot: "bot", typing: "typing", message: "Message",
    photo: "Photo", voice: "Voice message", sticker: "Sticker", block: "Block the bot", deleteChat: "Delete this chat", openLink: "Open an invite link…", newPerson: "New person…",
    edited: "edited", chatWith: "Chat with {bot}", whatCan: "What can this bot do?", empty: "No messages here yet…",
    aboutText: "This is a local Telegram with sample people. You play both phones: what you tap and type goes to the bot as it would from a real phone, and the bot answers as it really does.",
    aboutClock: "The clock is yours: move it, and whatever is due in between is sent.", aboutPrivate: "Nothing leaves your computer.",
    close: "Close", cancel: "Cancel", ok: "OK", open: "Open", create: "Create", copied: "Copied",
    openAs: "Open this link as", openAsName: "Open as {name}", opensBot: "It opens the chat with the bot and presses Start.",
    webLink: "Open this link outside?", pasteLink: "Paste a t.me link", badLink: "That is no link to this bot.",
    where: "Share a location", whereText: "Where is {name} now?", latitude: "Latitude", longitude: "Longitude", share: "Share",
    name: "First name", phoneLanguage: "Language of the phone", zone: "Time zone", location: "Location", document: "File",
    image: "Picture", animation: "Animation", enlarge: "Enlarge the picture", sentAs: "{name}’s phone",
  },
  es: {
    local: "Telegram local", clock: "El reloj", about: "¿Qué es esto?", theme: "Oscuro o claro", language: "Idioma de esta página",
    moves: "Mover el reloj", hour: "+1 hora", morning: "Mañana temprano", next: "Al próximo mensaje", moving: "Pasa el tiempo…",
    nothing: "No hay nada pendiente de envío.", elsewhere: "Llegó algo para {names}.", unseen: "Solo tocaba trabajo que nadie ve. Pulse otra vez.", unsettled: "Movido, pero el bot sigue ocupado.", lost: "Sin conexión con el simulador. Reintentando…",
    phones: "Teléfonos", person: "De quién es el teléfono", more: "Más", pinned: "Mensaje fijado", toBottom: "Al mensaje más nuevo", send: "Enviar",
    attach: "Adjuntar", commands: "Comandos", keys: "Botones", start: "Iniciar", unblock: "Desbloquear", bot: "bot", typing: "escribiendo", message: "Mensaje",
    photo: "Foto", voice: "Mensaje de voz", sticker: "Sticker", block: "Bloquear el bot", deleteChat: "Eliminar este chat", openLink: "Abrir un enlace de invitación…", newPerson: "Persona nueva…",
    edited: "editado", chatWith: "Chat con {bot}", whatCan: "¿Qué puede hacer este bot?", empty: "Aún no hay mensajes…",
    aboutText: "Es un Telegram local con personas de ejemplo. Usted maneja los dos teléfonos: lo que toca y escribe llega al bot como desde un teléfono real, y el bot responde como lo hace de verdad.",
    aboutClock: "El reloj es suyo: muévalo, y se enviará todo lo que toque entretanto.", aboutPrivate: "Nada sale de su ordenador.",
    close: "Cerrar", cancel: "Cancelar", ok: "Aceptar", open: "Abrir", create: "Crear", copied: "Copiado",
    openAs: "Abrir este enlace como", openAsName: "Abrir como {name}", opensBot: "Abre el chat con el bot y pulsa Iniciar.",
    webLink: "¿Abrir este enlace fuera?", pasteLink: "Pegue un enlace t.me", badLink: "No es un enlace a este bot.",
    where: "Compartir ubicación", whereText: "¿Dónde está {name} ahora?", latitude: "Latitud", longitude: "Longitud", share: "Compartir",
    name: "Nombre", phoneLanguage: "Idioma del teléfono", zone: "Zona horaria", location: "Ubicación", document: "Archivo",
    image: "Imagen", animation: "Animación", enlarge: "Ampliar la imagen", sentAs: "Teléfono de {name}",
  },
  de: {
    local: "lokales Telegram", clock: "Die Uhr", about: "Was ist das?", theme: "Dunkel oder hell", language: "Sprache dieser Seite",
    moves: "Uhr stellen", hour: "+1 Stunde", morning: "Morgen früh", next: "Zur nächsten Nachricht", moving: "Die Zeit vergeht…",
    nothing: "Es wartet nichts auf den Versand.", elsewhere: "Für {names} ist etwas gekommen.", unseen: "Fällig war nur, was niemand sieht. Noch einmal drücken.", unsettled: "Gestellt, aber der Bot arbeitet noch.", lost: "Keine Verbindung zum Simulator. Neuer Versuch…",
    phones: "Telefone", person: "Wessen Telefon", more: "Mehr", pinned: "Angeheftete Nachricht", toBottom: "Zur neuesten Nachricht", send: "Senden",
    attach: "Anhängen", commands: "Befehle", keys: "Tasten", start: "Starten", unblock: "Freigeben", bot: "Bot", typing: "schreibt", message: "Nachricht",
    photo: "Foto", voice: "Sprachnachricht", sticker: "Sticker", block: "Bot blockieren", deleteChat: "Diesen Chat löschen", openLink: "Einladungslink öffnen…", newPerson: "Neue Person…",
    edited: "bearbeitet", chatWith: "Chat mit {bot}", whatCan: "Was kann dieser Bot?", empty: "Noch keine Nachrichten…",
    aboutText: "Das ist ein lokales Telegram mit Beispielpersonen. Sie bedienen beide Telefone: Was Sie tippen und schreiben, kommt beim Bot an wie von einem echten Telefon, und er antwortet, wie er es wirklich tut.",
    aboutClock: "Die Uhr gehört Ihnen: Stellen Sie sie vor, und alles, was bis dahin fällig ist, wird gesendet.", aboutPrivate: "Nichts verlässt Ihren Computer.",
    close: "Schließen", cancel: "Abbrechen", ok: "OK", open: "Öffnen", create: "Anlegen", copied: "Kopiert",
    openAs: "Diesen Link öffnen als", openAsName: "Öffnen als {name}", opensBot: "Öffnet den Chat mit dem Bot und drückt auf Starten.",
    webLink: "Diesen Link außerhalb öffnen?", pasteLink: "t.me-Link einfügen", badLink: "Das ist kein Link zu diesem Bot.",
    where: "Standort senden", whereText: "Wo ist {name} gerade?", latitude: "Breite", longitude: "Länge", share: "Senden",
    name: "Vorname", phoneLanguage: "Sprache des Telefons", zone: "Zeitzone", location: "Standort", document: "Datei",
    image: "Bild", animation: "Animation", enlarge: "Bild vergrößern", sentAs: "Telefon von {name}",
  },
};

/** What the browser keeps for this page; a browser that keeps nothing only forgets. */
export const kept = {
  read(name) {
    try {
      return localStorage.getItem(name);
    } catch {
      return null;
    }
  },
  write(name, value) {
    try {
      localStorage.setItem(name, value);
    } catch {
      // private windows may refuse; the choice then lasts until the page is closed
    }
  },
};

/** The page's language: the person's choice, else the first one of the browser's that we speak. */
export const language = [kept.read("language"), ...navigator.languages.map((tag) => tag.slice(0, 2))].find((code) => code in dictionary) ?? "en";

/** A sentence with its `{places}` filled; a key without one (a kind of media that nobody has named) reads as itself. */
export function say(key, places = {}) {
  return (dictionary[language][key] ?? key).replace(/\{(\w+)\}/g, (_, name) => places[name]);
}

/** Writes the sentences that a piece of the page asks for by `data-word` (its text) and `data-word-label` (its name). */
export function write(root) {
  for (const element of root.querySelectorAll("[data-word]")) element.textContent = say(element.dataset.word);
  for (const element of root.querySelectorAll("[data-word-label]")) {
    element.setAttribute("aria-label", say(element.dataset.wordLabel));
    if (element.matches("button")) element.title = say(element.dataset.wordLabel);
  }
}
