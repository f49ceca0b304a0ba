/** Owns what a message shows beside its words: pictures, animations, files, places; it refuses addresses of other servers. */
import { make } from "./dom.js";
import { showPicture } from "./dialogs.js";
import { say } from "./words.js";

const calm = matchMedia("(prefers-reduced-motion: reduce)");

function shape(element, media) {
  if (media.width && media.height) element.style.aspectRatio = `${media.width} / ${media.height}`; // else the chat jumps when it loads
  return element;
}

function picture(media) {
  const image = shape(make("img", { src: media.url, alt: say("image"), decoding: "async" }), media);
  const enlarge = (event) => event.detail < 2 && showPicture(media.url); // the second half of a double click may fall through a dialog
  return make("button", { type: "button", class: "picture", "aria-label": say("enlarge"), onclick: enlarge }, image);
}

function animation(media) {
  const video = make("video", { src: media.url, loop: true, playsinline: true, controls: calm.matches, "aria-label": say("animation") });
  video.muted = true; // the attribute alone does not mute, and an unmuted one may not start by itself
  video.autoplay = !calm.matches;
  video.addEventListener("error", () => video.replaceWith(shape(make("img", { src: media.url, alt: say("animation") }), media)), { once: true }); // a GIF
  return shape(video, media);
}

function card(icon, title, detail) {
  return make("div", { class: "card" }, make("span", { class: "card-icon", "aria-hidden": "true" }, icon), make("span", {}, make("b", {}, title), make("small", {}, detail)));
}

function voice() {
  const bars = Array.from({ length: 28 }, (_, index) => {
    const bar = make("i");
    bar.style.height = `${4 + ((index * 7919) % 17)}px`;
    return bar;
  });
  return make("div", { class: "card voice", role: "img", "aria-label": say("voice") }, make("span", { class: "card-icon", "aria-hidden": "true" }, "▶"), make("span", { class: "wave" }, ...bars));
}

function document_(media) {
  const name = media.file_name ?? media.name ?? say("document");
  const file = card("↓", name, media.size ? `${Math.ceil(media.size / 1024)} KB` : "");
  return media.url ? make("a", { href: media.url, download: name, class: "file" }, file) : file;
}

function sticker(media) {
  const face = make("div", { class: "sticker-face", role: "img", "aria-label": say("sticker") }, media.emoji ?? "🙂");
  if (!media.url) return face;
  const image = make("img", { class: "sticker-image", src: media.url, alt: say("sticker") });
  image.addEventListener("error", () => image.replaceWith(face)); // a moving one is no picture
  image.addEventListener("load", () => image.naturalWidth < 16 && image.replaceWith(face)); // a sample's single dot shows nothing
  return image;
}

function place(media) {
  const { latitude, longitude } = media;
  const detail = typeof latitude === "number" ? `${latitude.toFixed(3)}, ${longitude.toFixed(3)}` : "";
  return make("div", { class: "place" }, make("span", { class: "map", "aria-hidden": "true" }, "📍"), make("span", { class: "place-text" }, make("b", {}, say("location")), make("small", {}, detail)));
}

const builders = { photo: picture, animation, video: animation, document: document_, sticker, voice, location: place };

/** The element for a message's media, marked with what it shows so that an edit of the words can keep it. */
export function showMedia(media) {
  const local = !media.url || media.url.startsWith("/");
  const build = builders[media.kind] ?? (() => card("•", media.kind, media.name ?? ""));
  if (!local) return null;
  const element = make("div", { class: `media ${media.kind}` }, build(media));
  element.dataset.shows = `${media.kind} ${media.url}`;
  return element;
}
