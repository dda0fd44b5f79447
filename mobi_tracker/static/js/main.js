/* The one module a page loads. Each part looks for its own data- attributes and does nothing where there are none. */
import "./menus.js";
import "./keys.js";
import "./quick_find.js";
import "./choose.js";
import "./fragment.js";
import "./autosave.js";
import "./notes_editor.js";
import "./charts.js";
import "./once.js";
