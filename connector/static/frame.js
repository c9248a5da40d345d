// Speaks with the portal when the console is shown in its frame: says that it is there, and how high it is.

/** Tell the portal, if there is one, whenever the page's size changes. Nothing but the size is told. */
export function speakWithPortal() {
  if (window.top === window) return;
  document.documentElement.classList.add("framed");
  const id = window.name || `slot_${crypto.randomUUID()}`;
  const emit = (name, data = true) => window.top.postMessage({ $id: id, events: { [name]: data } }, "*");
  window.addEventListener("message", ({ data }) => {
    if (data?.$id !== id || !data.events || !("$init" in data.events)) return;
    new ResizeObserver(([{ contentRect: { height, width } }]) => emit("$size", { height, width })).observe(document.body);
  });
  emit("$created");
  emit("$mounted");
}
