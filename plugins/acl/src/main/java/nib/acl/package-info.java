/** Access lists: who may come in, by address. */
package nib.acl;
