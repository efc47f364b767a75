// The state of the work, without a click.
import { follow } from "./follow.js";

follow(document.getElementById("voortgang"), location.href);
