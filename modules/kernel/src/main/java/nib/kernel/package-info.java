/** The path of a client: catalog, planner, dispatcher, sessions, reload. */
package nib.kernel;
